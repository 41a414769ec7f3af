/** What facts about money do to the account's row. */
import type {
  BalanceChange,
  EquityMarked,
  FundsDeposited,
  PositionClosed,
} from '../../domain/account/account.events.js';
import { streakAfter } from '../../domain/account/risk/losses.js';
import { add, dec, maxOf, text, type DecimalString } from '../../domain/shared/decimal.js';
import type { BalanceView } from '../views.js';
import type { AccountRow } from './account.row.js';

const withChange = (balances: readonly BalanceView[], change: BalanceChange): readonly BalanceView[] => {
  const { book, currency, amount } = change;
  const found = balances.find((each) => each.book === book && each.currency === currency);
  if (found === undefined) return [...balances, { book, currency, amount: text(amount) }];
  return balances.map((each) => (each === found ? { ...found, amount: add(found.amount, amount) } : each));
};

export const withChanges = (row: AccountRow, changes: readonly BalanceChange[]): readonly BalanceView[] =>
  changes.reduce(withChange, row.balances);

export const deposited = (row: AccountRow, { currency, amount, trading, allocation }: FundsDeposited['data']) => ({
  ...row,
  balances: withChanges(row, [
    { book: 'trading', currency, amount: trading },
    { book: 'allocation', currency, amount: allocation },
  ]),
  // In USDT: a deposit of another currency has no value at cost.
  deposited: currency === 'USDT' ? add(row.deposited, amount) : row.deposited,
});

export const realised = (
  row: AccountRow,
  money: {
    readonly grossUsdt: DecimalString;
    readonly feeUsdt: DecimalString;
    readonly changes: readonly BalanceChange[];
  },
): AccountRow => {
  const realisedGross = add(row.realisedGross, money.grossUsdt);
  const fees = add(row.fees, money.feeUsdt);
  const realisedNet = text(dec(realisedGross).sub(fees));
  return { ...row, realisedGross, fees, realisedNet, balances: withChanges(row, money.changes) };
};

export const closed = (row: AccountRow, { book, netUsdt, closedAt }: PositionClosed['data']): AccountRow => {
  const { openPositions, closedPositions, wins, losses } = row.counts;
  const net = dec(netUsdt);
  const streak = book === 'trading' ? streakAfter(row.gates.streak, netUsdt, closedAt) : row.gates.streak;
  return {
    ...row,
    gates: { ...row.gates, streak },
    counts: {
      openPositions: openPositions - 1,
      closedPositions: closedPositions + 1,
      // Zero is neither.
      wins: wins + (net.gt(0) ? 1 : 0),
      losses: losses + (net.lt(0) ? 1 : 0),
    },
  };
};

const drawdownPct = (
  highest: { readonly equity: DecimalString; readonly tradingPnl: DecimalString },
  tradingPnl: DecimalString,
): DecimalString =>
  dec(highest.equity).gt(0) ? dec(highest.tradingPnl).sub(tradingPnl).div(highest.equity).mul(100).toFixed(4) : '0.00';

export const marked = (row: AccountRow, data: EquityMarked['data']): AccountRow => {
  const { at, equity, tradingPnl, unrealised } = data;
  const mark = { at, equity, tradingPnl };
  const peak = row.peak === undefined || dec(tradingPnl).gt(row.peak.tradingPnl) ? mark : row.peak;
  const isHighest = row.highest === undefined || dec(tradingPnl).gt(row.highest.tradingPnl);
  const highest = isHighest ? { equity, tradingPnl } : (row.highest ?? mark);
  const fall = drawdownPct(highest, tradingPnl);
  const deepest = maxOf(dec(row.maxDrawdownPct), dec(fall));
  const maxDrawdownPct = deepest.eq(row.maxDrawdownPct) ? row.maxDrawdownPct : fall;
  return { ...row, equity, tradingPnl, unrealised, markedAt: at, peak, highest, maxDrawdownPct };
};
