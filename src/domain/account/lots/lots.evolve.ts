import { dec, text } from '../../shared/decimal.js';
import type { LotAcquired, LotDisposed, LotPart } from '../account.events.js';
import type { AccountState, Lot } from '../account.state.js';

/** The lots without what was taken from them; an empty one is gone. */
export const withoutLots = (lots: readonly Lot[], taken: readonly LotPart[]): readonly Lot[] => {
  if (taken.length === 0) return lots;
  const parts = new Map(taken.map((part) => [part.lotId, part]));
  return lots.flatMap((lot) => {
    const part = parts.get(lot.lotId);
    if (!part) return [lot];
    const quantity = dec(lot.quantity).sub(part.quantity);
    if (quantity.lte(0)) return [];
    return [{ ...lot, quantity: text(quantity), costUsdt: text(dec(lot.costUsdt).sub(part.costUsdt)) }];
  });
};

export const evolveLots = (state: AccountState, fact: LotAcquired | LotDisposed): AccountState =>
  fact.type === 'LotAcquired'
    ? { ...state, lots: [...state.lots, fact.data] }
    : { ...state, lots: withoutLots(state.lots, [fact.data]) };
