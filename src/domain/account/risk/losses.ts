import { dec, ONE, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import { DAY, startOfDay, startOfWeek, type UnixMs } from '../../shared/time.js';
import type { AccountState, Period } from '../account.state.js';
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

/**
 * Of a base of zero or less every loss is the whole. Without a loss nothing is lost, whatever the base: the owner may have
 * taken out more than there was at the opening.
 */
const lossOf = (before: Dec, now: Dec, base: Dec): Loss | undefined => {
  const loss = before.sub(now);
  if (!loss.isFinite() || !base.isFinite()) return undefined;
  if (base.gt(0)) return { loss, base, fraction: loss.div(base) };
  return { loss, base, fraction: loss.gt(0) ? ONE : ZERO };
};

/** Before the first mark: what the account had when it was opened, with a P&L of zero. */
const sinceOpening = (pnl: Dec, equity: Dec): Loss | undefined => lossOf(ZERO, pnl, equity.sub(pnl));

/** Undefined without equity. A period that began after the last opening on record has lost nothing yet. */
const lossSince = (opening: Period | undefined, began: UnixMs, valuation: Valuation): Loss | undefined => {
  if (valuation.tradingPnl === undefined || valuation.equity === undefined) return undefined;
  const pnl = dec(valuation.tradingPnl);
  if (opening === undefined) return sinceOpening(pnl, dec(valuation.equity));
  if (opening.openedAt < began) return lossOf(pnl, pnl, dec(valuation.equity));
  return lossOf(dec(opening.tradingPnl), pnl, dec(opening.equity));
};

/**
 * Trading P&L (fees in) lost since 00:00 UTC over the account equity at the day's **opening** (not today's, which falls
 * with the loss and so hides it). A day that nobody has opened yet begins with this look. Undefined without equity.
 */
export const dailyLossOf = (state: AccountState, valuation: Valuation, at: UnixMs): Loss | undefined =>
  lossSince(state.day, startOfDay(at), valuation);

/** The same since Monday 00:00 UTC, from the week's own opening: no new day forgets what the days before have lost. */
export const weeklyLossOf = (state: AccountState, valuation: Valuation, at: UnixMs): Loss | undefined =>
  lossSince(state.week, startOfWeek(at), valuation);

/** Trading P&L below its peak over the account equity at the peak. Undefined without equity. */
export const drawdownOf = (state: AccountState, valuation: Valuation): Loss | undefined => {
  if (valuation.tradingPnl === undefined || valuation.equity === undefined) return undefined;
  const pnl = dec(valuation.tradingPnl);
  if (state.peak === undefined) return sinceOpening(pnl, dec(valuation.equity));
  return lossOf(dec(state.peak.tradingPnl), pnl, dec(state.peak.equity));
};

export type Streak = AccountState['streak'];

/** Losses in a row that still count: each 24 h since the last change takes one away. */
export const streakAt = ({ streak }: { readonly streak: Streak }, at: UnixMs): number =>
  Math.max(0, streak.losses - Math.max(0, Math.floor((at - streak.since) / DAY)));

/** After a trade that made `netUsdt`: a loss adds one, a win clears, zero is neither. */
export const streakAfter = (streak: Streak, netUsdt: DecimalString, closedAt: UnixMs): Streak => {
  const net = dec(netUsdt);
  // The days without a close have taken their part away before this result counts.
  const before = streakAt({ streak }, closedAt);
  return { losses: net.isZero() ? before : net.isNegative() ? before + 1 : 0, since: closedAt };
};
