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
export type BreakerName = 'daily-loss' | 'weekly-loss' | 'drawdown' | 'losses-in-a-row' | 'execution-errors' | 'spike';
export type BreakerTripped = Fact<
  'BreakerTripped',
  {
    readonly breaker: BreakerName;
    readonly at: UnixMs;
    /** Of a loss (daily, weekly, drawdown): USDT, fraction reached and fraction allowed. */
    readonly loss?: DecimalString;
    readonly lossPct?: DecimalString;
    readonly limitPct?: DecimalString;
    /** Of losses and errors in a row: their number; of a spike: ATRs. */
    readonly reached?: DecimalString;
    /** What trips, counted as `reached`. */
    readonly allowed?: DecimalString;
    /** A spike's own instrument; absent: the whole account. */
    readonly instrumentId?: InstrumentId;
    /** Earliest end; absent where something other than time ends it. */
    readonly until?: UnixMs;
  }
>;
export type BreakerCleared = Fact<
  'BreakerCleared',
  { readonly breaker: BreakerName; readonly reason: string; readonly instrumentId?: InstrumentId }
>;
export type CooldownStarted = Fact<
  'CooldownStarted',
  {
    readonly scope: InstrumentId | 'account';
    readonly reason: 'entry' | 'loss' | 'losses-in-a-row' | 'execution-errors' | 'spike' | 'fast-move';
    readonly until: UnixMs;
  }
>;
/** An order failed on its way or at the venue; a fill begins the count anew. */
export type ExecutionFailed = Fact<
  'ExecutionFailed',
  {
    readonly clientOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
    /** This one included. */
    readonly inARow: number;
  }
>;
/** What an operator ordered carries the request's own id: the same request again does nothing. */
interface Requested {
  readonly requestId?: string;
}
/** The note is what a person said. */
export type TradingPaused = Fact<'TradingPaused', Requested & { readonly reason: string; readonly note?: string }>;
export type TradingResumed = Fact<'TradingResumed', Requested & { readonly reason: string; readonly note?: string }>;
export type TradingHalted = Fact<'TradingHalted', Requested & { readonly at: UnixMs; readonly reason: string }>;
/** An operator has looked at the week whose loss tripped the breaker. */
export type WeekReviewed = Fact<'WeekReviewed', Requested & { readonly at: UnixMs; readonly reason: string }>;
/** An operator says that the losses in a row no longer count. */
export type StreakCleared = Fact<'StreakCleared', Requested & { readonly at: UnixMs; readonly reason: string }>;
/** An administrator's, with the reason given. */
export type HaltCleared = Fact<'HaltCleared', Requested & { readonly reason: string }>;
/** Where the desk followed the health of its components, the request is the fact that it followed. */
export type DegradationChanged = Fact<
  'DegradationChanged',
  Requested & { readonly from: number; readonly to: number; readonly reason: string }
>;
