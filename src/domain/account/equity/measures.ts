import type { Currency } from '../../market/instrument.js';
import { add as plus, type DecimalString } from '../../shared/decimal.js';
import type { BalanceChange } from '../account.events.js';
import type { AccountState } from '../account.state.js';

/**
 * Money that comes or goes is neither profit nor loss: what losses are measured against moves with it, equally.
 *
 * @param amount USDT, signed: below zero for what leaves the equity
 */
export const raiseMeasures = (state: AccountState, amount: DecimalString): AccountState => {
  const raised = <T extends { readonly equity: DecimalString }>(measure: T): T => ({
    ...measure,
    equity: plus(measure.equity, amount),
  });
  const { day, week, peak } = state;
  return {
    ...state,
    ...(day && { day: raised(day) }),
    ...(week && { week: raised(week) }),
    ...(peak && { peak: raised(peak) }),
  };
};

export const changeBalances = (
  balances: AccountState['balances'],
  changes: readonly BalanceChange[],
): AccountState['balances'] => {
  const next: Record<string, Partial<Record<Currency, DecimalString>>> = { ...balances };
  for (const { book, currency, amount } of changes) {
    next[book] = { ...next[book], [currency]: plus(next[book]?.[currency] ?? '0', amount) };
  }
  return next as AccountState['balances'];
};

/** How many ids of deposits, transfers and withdrawals are kept to know a repeat by. */
const MOVES_KEPT = 200;

export const remembered = (ids: readonly string[], id: string): readonly string[] => [...ids, id].slice(-MOVES_KEPT);
