import type { Quotes } from '../../market/quote.js';
import { dec } from '../../shared/decimal.js';
import { HOUR, startOfDay, startOfWeek } from '../../shared/time.js';
import type { EquityMarked } from '../account.events.js';
import { append, type Commit } from '../commit.js';
import { freshMids, valueAccount, type Mids, type Valuation } from './valuation.js';

/** A mark is recorded when equity moved by this fraction since the last one. */
const MOVE = '0.001';

type PricedValuation = Required<Valuation>;
const isPriced = (value: Valuation): value is PricedValuation => value.equity !== undefined;

const openPeriods = (commit: Commit, value: PricedValuation): boolean => {
  const { equity, tradingPnl } = value;
  const day = startOfDay(commit.at);
  const week = startOfWeek(commit.at);
  const newDay = commit.state.day === undefined || commit.state.day.openedAt < day;
  const newWeek = commit.state.week === undefined || commit.state.week.openedAt < week;
  if (newDay) append(commit, { type: 'PeriodOpened', data: { period: 'day', openedAt: day, equity, tradingPnl } });
  if (newWeek) append(commit, { type: 'PeriodOpened', data: { period: 'week', openedAt: week, equity, tradingPnl } });
  return newDay || newWeek;
};

const reasonToMark = (
  commit: Commit,
  value: PricedValuation,
  periodOpened: boolean,
): EquityMarked['data']['reason'] | undefined => {
  const { lastMark, peak } = commit.state;
  if (!lastMark) return 'first';
  if (periodOpened) return 'period';
  if (commit.at - lastMark.at >= HOUR) return 'hour';
  if (peak && dec(value.tradingPnl).gt(peak.tradingPnl)) return 'peak';
  const moved = dec(value.equity).sub(lastMark.equity).abs();
  return moved.gte(dec(lastMark.equity).mul(MOVE)) ? 'move' : undefined;
};

/**
 * Opens the periods that began since the last look and records the equity when it is worth a fact. Returns the value of
 * the account, or undefined while equity is missing: then nothing is marked and nothing opens.
 */
export const markEquity = (commit: Commit, quotes: Quotes, onFill: boolean): PricedValuation | undefined => {
  const mids: Mids = freshMids(quotes, commit.at, commit.state.policy.maxPriceAgeMs);
  const value = valueAccount(commit.state, mids, commit.at);
  if (!isPriced(value)) return undefined;
  const periodOpened = openPeriods(commit, value);
  const reason = onFill ? 'fill' : reasonToMark(commit, value, periodOpened);
  if (reason !== undefined) {
    const { equity, tradingPnl, unrealised } = value;
    append(commit, { type: 'EquityMarked', data: { at: commit.at, equity, tradingPnl, unrealised, reason, mids } });
  }
  return value;
};
