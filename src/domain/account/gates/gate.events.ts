/** Facts about what stops openings: breakers, cooldowns, pauses, halts, degradation. */
import type { InstrumentId } from '../../market/instrument.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { UnixMs } from '../../shared/time.js';

export type PeakReanchored = Fact<
  'PeakReanchored',
  {
    readonly at: UnixMs;
    readonly equity: DecimalString;
    readonly tradingPnl: DecimalString;
    readonly cashOnlyUntil: UnixMs;
  }
>;
export type BreakerName = 'daily-loss' | 'drawdown';
export type BreakerTripped = Fact<
  'BreakerTripped',
  {
    readonly breaker: BreakerName;
    readonly at: UnixMs;
    readonly loss: DecimalString;
    /** Fraction reached and fraction allowed. */
    readonly lossPct: DecimalString;
    readonly limitPct: DecimalString;
    readonly until?: UnixMs;
  }
>;
export type BreakerCleared = Fact<'BreakerCleared', { readonly breaker: BreakerName; readonly reason: string }>;
export type CooldownStarted = Fact<
  'CooldownStarted',
  { readonly scope: InstrumentId | 'account'; readonly reason: 'entry' | 'loss'; readonly until: UnixMs }
>;
/** What an operator ordered carries the request's own id: the same request again does nothing. */
interface Requested {
  readonly requestId?: string;
}
/** The note is what a person said. */
export type TradingPaused = Fact<'TradingPaused', Requested & { readonly reason: string; readonly note?: string }>;
export type TradingResumed = Fact<'TradingResumed', Requested & { readonly reason: string; readonly note?: string }>;
export type TradingHalted = Fact<'TradingHalted', Requested & { readonly at: UnixMs; readonly reason: string }>;
/** An administrator's, with the reason given. */
export type HaltCleared = Fact<'HaltCleared', Requested & { readonly reason: string }>;
export type DegradationChanged = Fact<
  'DegradationChanged',
  { readonly from: number; readonly to: number; readonly reason: string }
>;
