import { add, dec, maxOf, text, ZERO } from '../../shared/decimal.js';
import { startOfDay } from '../../shared/time.js';
import type { HodlBought, HodlOrdered, HodlWithdrawn, ProfitSetAside } from '../account.events.js';
import type { AccountState, Reservation } from '../account.state.js';
import { changeBalances, raiseMeasures, remembered } from '../equity/measures.js';
import { withRequest } from '../gates/requests.js';
import { withoutLots } from '../lots/lots.evolve.js';
import { fitWaiting } from './waiting.js';

const setAside = (state: AccountState, data: ProfitSetAside['data']): AccountState => {
  const { at, profit, amountUsdt, shares, changes } = data;
  const { waiting, day: before } = state.hodl;
  const openedAt = startOfDay(at);
  const earlier = before?.openedAt === openedAt ? before.setAside : '0';
  const hodl = {
    ...state.hodl,
    high: profit,
    day: { openedAt, setAside: add(earlier, amountUsdt) },
    waiting: { BTC: add(waiting.BTC, shares.BTC), XRP: add(waiting.XRP, shares.XRP) },
  };
  const balances = changeBalances(state.balances, changes);
  return raiseMeasures({ ...state, hodl, balances }, text(dec(amountUsdt).neg()));
};

const ordered = (state: AccountState, data: HodlOrdered['data']): AccountState => {
  const { clientOrderId, instrumentId, quantity, amountUsdt, purchaseId, purchaseNo, currency, expiresAt } = data;
  const reservation: Reservation = {
    clientOrderId,
    kind: 'hodl',
    instrumentId,
    book: 'hodl',
    leavesQty: quantity,
    notionalUsdt: '0',
    reservedUsdt: amountUsdt,
    marginUsdt: '0',
    intentId: purchaseId,
    revoked: false,
  };
  const notBefore = { ...state.hodl.notBefore, [currency]: expiresAt };
  return {
    ...state,
    hodl: { ...state.hodl, purchases: purchaseNo, notBefore },
    reservations: { ...state.reservations, [clientOrderId]: reservation },
  };
};

const bought = (state: AccountState, { currency, costUsdt }: HodlBought['data']): AccountState => {
  const left = maxOf(dec(state.hodl.waiting[currency]).sub(costUsdt), ZERO);
  return { ...state, hodl: { ...state.hodl, waiting: { ...state.hodl.waiting, [currency]: text(left) } } };
};

const withdrawn = (state: AccountState, data: HodlWithdrawn['data']): AccountState => {
  const { currency, quantity, lots, withdrawalId } = data;
  const amount = text(dec(quantity).neg());
  const balances = changeBalances(state.balances, [{ book: 'hodl', currency, amount }]);
  const moves = remembered(state.moves, withdrawalId);
  return withRequest(fitWaiting({ ...state, balances, moves, lots: withoutLots(state.lots, lots) }), data);
};

/** The hodl book is no part of equity: only what goes into it from the trading book is felt there. */
export const evolveHodl = (
  state: AccountState,
  fact: ProfitSetAside | HodlOrdered | HodlBought | HodlWithdrawn,
): AccountState => {
  switch (fact.type) {
    case 'ProfitSetAside':
      return setAside(state, fact.data);
    case 'HodlOrdered':
      return ordered(state, fact.data);
    case 'HodlBought':
      return bought(state, fact.data);
    case 'HodlWithdrawn':
      return withdrawn(state, fact.data);
  }
};
