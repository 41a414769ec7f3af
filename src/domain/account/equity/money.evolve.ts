import { dec, text } from '../../shared/decimal.js';
import type { BalanceChange, FundsDeposited, FundsTransferred, FundsWithdrawn } from '../account.events.js';
import type { AccountState } from '../account.state.js';
import { withRequest } from '../gates/requests.js';
import { fitWaiting } from '../hodl/waiting.js';
import { withoutLots } from '../lots/lots.evolve.js';
import { changeBalances, raiseMeasures, remembered } from './measures.js';

/** Every start asks for the opening deposit again: the first id is kept for good. */
const deposits = ([first, ...others]: readonly string[], id: string): readonly string[] =>
  first === undefined ? [id] : [first, ...remembered(others, id)];

const deposited = (state: AccountState, data: FundsDeposited['data']): AccountState => {
  const { currency, amount, trading, allocation, depositId } = data;
  const changes: BalanceChange[] = [
    { book: 'trading', currency, amount: trading },
    { book: 'allocation', currency, amount: allocation },
  ];
  const balances = changeBalances(state.balances, changes);
  return raiseMeasures({ ...state, deposits: deposits(state.deposits, depositId), balances }, amount);
};

const transferred = (state: AccountState, data: FundsTransferred['data']): AccountState => {
  const { from, to, currency, amount, equityUsdt, lots, transferId } = data;
  const balances = changeBalances(state.balances, [
    { book: from, currency, amount: text(dec(amount).neg()) },
    { book: to, currency, amount },
  ]);
  const arrived = lots.map(({ toLotId, quantity, costUsdt, acquiredAt }) => ({
    lotId: toLotId,
    book: to,
    currency,
    quantity,
    costUsdt,
    acquiredAt,
  }));
  const moves = remembered(state.moves, transferId);
  const moved = { ...state, balances, moves, lots: [...withoutLots(state.lots, lots), ...arrived] };
  return fitWaiting(raiseMeasures(moved, equityUsdt));
};

const withdrawn = (state: AccountState, data: FundsWithdrawn['data']): AccountState => {
  const { book, currency, amount, equityUsdt, lots, withdrawalId } = data;
  const balances = changeBalances(state.balances, [{ book, currency, amount: text(dec(amount).neg()) }]);
  const moves = remembered(state.moves, withdrawalId);
  return raiseMeasures({ ...state, balances, moves, lots: withoutLots(state.lots, lots) }, equityUsdt);
};

/** Money that comes, goes, or changes its book. */
export const evolveMoney = (
  state: AccountState,
  fact: FundsDeposited | FundsTransferred | FundsWithdrawn,
): AccountState => {
  const next =
    fact.type === 'FundsDeposited'
      ? deposited(state, fact.data)
      : fact.type === 'FundsTransferred'
        ? transferred(state, fact.data)
        : withdrawn(state, fact.data);
  return withRequest(next, fact.data);
};
