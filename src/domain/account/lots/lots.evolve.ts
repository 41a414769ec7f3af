import { dec, text } from '../../shared/decimal.js';
import type { LotAcquired, LotDisposed } from '../account.events.js';
import type { AccountState } from '../account.state.js';

export const evolveLots = (state: AccountState, fact: LotAcquired | LotDisposed): AccountState => {
  if (fact.type === 'LotAcquired') return { ...state, lots: [...state.lots, fact.data] };
  const lots = state.lots.flatMap((lot) => {
    if (lot.lotId !== fact.data.lotId) return [lot];
    const quantity = dec(lot.quantity).sub(fact.data.quantity);
    if (quantity.lte(0)) return [];
    return [{ ...lot, quantity: text(quantity), costUsdt: text(dec(lot.costUsdt).sub(fact.data.costUsdt)) }];
  });
  return { ...state, lots };
};
