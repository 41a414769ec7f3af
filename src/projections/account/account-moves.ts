/** What facts about money that changes its book, leaves or is put right do to the account's row. */
import type {
  BalanceCorrected,
  FundsTransferred,
  FundsWithdrawn,
  HodlWithdrawn,
  ProfitSetAside,
} from '../../domain/account/account.events.js';
import { add, dec, text } from '../../domain/shared/decimal.js';
import { realised, withChanges } from './account-money.js';
import type { AccountRow } from './account.row.js';

const less = (amount: string): string => text(dec(amount).neg());

export const transferred = (row: AccountRow, { from, to, currency, amount }: FundsTransferred['data']): AccountRow => ({
  ...row,
  balances: withChanges(row, [
    { book: from, currency, amount: less(amount) },
    { book: to, currency, amount },
  ]),
});

export const withdrawn = (row: AccountRow, data: FundsWithdrawn['data']): AccountRow => {
  const { book, currency, amount, equityUsdt } = data;
  const balances = withChanges(row, [{ book, currency, amount: less(amount) }]);
  return { ...row, balances, withdrawn: add(row.withdrawn, less(equityUsdt)) };
};

export const takenFromKept = (row: AccountRow, { currency, quantity }: HodlWithdrawn['data']): AccountRow => ({
  ...row,
  balances: withChanges(row, [{ book: 'hodl', currency, amount: less(quantity) }]),
});

export const setAside = (row: AccountRow, { amountUsdt, changes }: ProfitSetAside['data']): AccountRow => ({
  ...row,
  balances: withChanges(row, changes),
  kept: { ...row.kept, setAside: add(row.kept.setAside, amountUsdt) },
});

/** A phantom's loss is a result of trading; the money itself is not. */
export const corrected = (row: AccountRow, data: BalanceCorrected['data']): AccountRow => {
  const { currency, amount, changes, phantoms } = data;
  const grossUsdt = phantoms.reduce((sum, phantom) => add(sum, phantom.grossUsdt), '0');
  const others = row.corrections.filter((each) => each.currency !== currency);
  const before = row.corrections.find((each) => each.currency === currency) ?? { amount: '0', count: 0 };
  const sum = { currency, amount: add(before.amount, amount), count: before.count + 1 };
  return { ...realised(row, { grossUsdt, feeUsdt: '0', changes }), corrections: [...others, sum] };
};
