import { dec, ONE, ZERO, type Dec } from '../../shared/decimal.js';
import { DAY, startOfDay, type UnixMs } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import type { Valuation } from '../equity/valuation.js';

/** Leverage that is left at a drawdown of at least `from` (fraction of the equity at the peak); hardest first. */
export const DRAWDOWN_ROWS: readonly { readonly from: Dec; readonly maxLeverage: number }[] = [
  { from: dec('0.10'), maxLeverage: 1 },
  { from: dec('0.075'), maxLeverage: 2 },
  { from: dec('0.05'), maxLeverage: 3 },
];

/** Leverage and least confidence after this many losses in a row; hardest first. */
export const STREAK_ROWS: readonly {
  readonly from: number;
  readonly maxLeverage: number;
  readonly minConfidence: Dec;
}[] = [
  { from: 5, maxLeverage: 1, minConfidence: dec('0.80') },
  { from: 3, maxLeverage: 2, minConfidence: dec('0.70') },
];

/** A loss (positive when money is lost), what it is measured against, and the fraction of that; USDT. */
export interface Loss {
  readonly loss: Dec;
  readonly base: Dec;
  readonly fraction: Dec;
}

/** `base` of zero or less says nothing about anything: the whole is taken as lost. */
const lossOf = (before: Dec, now: Dec, base: Dec): Loss | undefined => {
  const loss = before.sub(now);
  if (!loss.isFinite() || !base.isFinite()) return undefined;
  return { loss, base, fraction: base.gt(0) ? loss.div(base) : ONE };
};

/** Before the first mark: what the account had when it was opened, with a P&L of zero. */
const sinceOpening = (pnl: Dec, equity: Dec): Loss | undefined => lossOf(ZERO, pnl, equity.sub(pnl));

/**
 * Trading P&L (fees in) lost since 00:00 UTC over the account equity at the day's **opening** (not today's, which falls
 * with the loss and so hides it). A day that nobody has opened yet begins with this look. Undefined without equity.
 */
export const dailyLossOf = (state: AccountState, valuation: Valuation, at: UnixMs): Loss | undefined => {
  if (valuation.tradingPnl === undefined || valuation.equity === undefined) return undefined;
  const pnl = dec(valuation.tradingPnl);
  if (state.day === undefined) return sinceOpening(pnl, dec(valuation.equity));
  if (startOfDay(state.day.openedAt) < startOfDay(at)) return lossOf(pnl, pnl, dec(valuation.equity));
  return lossOf(dec(state.day.tradingPnl), pnl, dec(state.day.equity));
};

/** Trading P&L below its peak over the account equity at the peak. Undefined without equity. */
export const drawdownOf = (state: AccountState, valuation: Valuation): Loss | undefined => {
  if (valuation.tradingPnl === undefined || valuation.equity === undefined) return undefined;
  const pnl = dec(valuation.tradingPnl);
  if (state.peak === undefined) return sinceOpening(pnl, dec(valuation.equity));
  return lossOf(dec(state.peak.tradingPnl), pnl, dec(state.peak.equity));
};

/** Losses in a row that still count: each 24 h since the last change takes one away. */
export const streakAt = (state: AccountState, at: UnixMs): number =>
  Math.max(0, state.streak.losses - Math.max(0, Math.floor((at - state.streak.since) / DAY)));
