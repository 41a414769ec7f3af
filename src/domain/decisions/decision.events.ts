/**
 * Facts of one decision cycle, stream `decision-<cycleId>`: one cycle per due time, one leg per instrument. These names
 * are the storage. Confidence 0..1 and prices (quote) are decimal text.
 */
import type { InstrumentId } from '../market/instrument.js';
import type { Quote } from '../market/quote.js';
import type { Regime } from '../market/regime.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { OpeningIntent, Modification } from '../account/risk/verdict.js';
import type { ModelConsulted } from '../models/model-call.events.js';

export type Direction = 'long' | 'short' | 'flat';
export type Action = 'open_long' | 'open_short' | 'close' | 'hold';

export type AdviserName = 'technical' | 'regime' | 'sentiment';

/** What an outside agent said; shown and scored, never counted. */
export interface OutsideView {
  readonly agent: string;
  readonly runId: string;
  readonly direction: Direction;
  readonly confidence: DecimalString;
  readonly validUntil: UnixMs;
}

/** An adviser's signal as the snapshot froze it. */
export interface AdviserView {
  readonly agent: AdviserName;
  readonly runId: string;
  readonly direction: Direction;
  readonly confidence: DecimalString;
  readonly validUntil: UnixMs;
  readonly reasons: readonly string[];
}

/** What the decision may see of one instrument; nothing later than `takenAt`. */
export interface InstrumentSnapshot {
  readonly instrumentId: InstrumentId;
  readonly quote?: Quote;
  readonly regime: Regime;
  /** Quote units. */
  readonly atr1h?: DecimalString;
  readonly advisers: readonly AdviserView[];
  /** Closed candles it rests on: timeframe, open time of the last one, SHA-256 or other digest text of their values. */
  readonly candles: readonly { readonly timeframe: string; readonly lastOpenTime: UnixMs; readonly digest: string }[];
  readonly dataAgeMs?: number;
  /** The trading position, if any. */
  readonly position?: {
    readonly side: 'long' | 'short';
    readonly quantity: DecimalString;
    readonly entry: DecimalString;
  };
  /** Numbers of the last closed candle by timeframe, where a model is to see them. Names as in the features. */
  readonly features?: Readonly<Partial<Record<string, Readonly<Record<string, number>>>>>;
  readonly outside?: readonly OutsideView[];
  /** A leg of a rebalance that is planned or at work in this instrument. */
  readonly rebalance?: { readonly planId: string; readonly side: 'buy' | 'sell' };
}

export interface Vote {
  readonly instrumentId: InstrumentId;
  readonly action: Action;
  readonly confidence: DecimalString;
  /** Openings only; unrounded. */
  readonly entry?: DecimalString;
  readonly stop?: DecimalString;
  readonly target?: DecimalString;
  readonly reasons: readonly string[];
}

export type CycleOpened = Fact<
  'CycleOpened',
  {
    readonly cycleId: string;
    readonly dueAt: UnixMs;
    readonly takenAt: UnixMs;
    readonly instruments: readonly InstrumentSnapshot[];
    readonly panel: readonly string[];
    readonly configuredAdvisers: readonly string[];
    /** Why models are on the panel, or why not: one sentence; absent where none is configured. */
    readonly models?: string;
    /** Models that may settle a conflict, first the one to ask first; absent where rules settle all. */
    readonly arbiters?: readonly string[];
  }
>;
export type VoteCast = Fact<'VoteCast', { readonly cycleId: string; readonly member: string; readonly vote: Vote }>;
export type VoteDiscarded = Fact<
  'VoteDiscarded',
  {
    readonly cycleId: string;
    readonly member: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
    readonly detail: string;
    /** What it would have been: of an answer that came too late, or from somebody without a seat. */
    readonly said?: { readonly action: Action; readonly confidence: DecimalString };
  }
>;
/** The count of the votes and the advisers' effect on the winner's confidence, as arithmetic a person can follow. */
export type ConsensusMeasured = Fact<
  'ConsensusMeasured',
  {
    readonly cycleId: string;
    readonly instrumentId: InstrumentId;
    readonly quorum: boolean;
    readonly validVotes: number;
    readonly panel: number;
    readonly tally: Readonly<Partial<Record<Action, number>>>;
    readonly winner: Action;
    readonly rawConfidence: DecimalString;
    readonly agree: number;
    readonly oppose: number;
    readonly present: number;
    readonly factor: DecimalString;
    readonly adjustedConfidence: DecimalString;
    readonly arithmetic: readonly string[];
  }
>;
export type ConflictKind =
  'adviser-opposition' | 'regime' | 'trading-against-rebalancing' | 'cross-instrument' | 'stale-or-duplicate';
export type ConflictDetected = Fact<
  'ConflictDetected',
  {
    readonly cycleId: string;
    readonly instrumentId: InstrumentId;
    readonly kind: ConflictKind;
    readonly detail: string;
    /** Until when a model may settle it; absent where rules do so in the same commit. */
    readonly dueAt?: UnixMs;
  }
>;
export const RULING_OUTCOMES = ['proceed', 'wait', 'abort', 'modify'] as const;
export type RulingOutcome = (typeof RULING_OUTCOMES)[number];
export type ConflictResolved = Fact<
  'ConflictResolved',
  {
    readonly cycleId: string;
    readonly instrumentId: InstrumentId;
    readonly kind: ConflictKind;
    readonly resolver: 'rules' | 'model';
    readonly outcome: RulingOutcome;
    readonly detail: string;
    /** The arbiter that settled it, by its name in the settings; absent where rules did. */
    readonly by?: string;
    /** What the conclusion takes from it. */
    readonly modification?: Modification;
    /** From the detection to here, ms; absent where it was settled in the same commit. */
    readonly latencyMs?: number;
  }
>;
/** An opening goes to the risk engine; a close is reduce-only and goes to the exits. */
export type TradeProposed = Fact<
  'TradeProposed',
  | {
      readonly cycleId: string;
      readonly kind: 'open';
      readonly instrumentId: InstrumentId;
      readonly intent: OpeningIntent;
      readonly reasons: readonly string[];
    }
  | {
      readonly cycleId: string;
      readonly kind: 'close';
      readonly instrumentId: InstrumentId;
      readonly reasons: readonly string[];
    }
>;
/** One leg came to nothing, and why. */
export type CycleAbandoned = Fact<
  'CycleAbandoned',
  { readonly cycleId: string; readonly instrumentId: InstrumentId; readonly code: string; readonly detail: string }
>;

export type DecisionFact =
  | CycleOpened
  | ModelConsulted
  | VoteCast
  | VoteDiscarded
  | ConsensusMeasured
  | ConflictDetected
  | ConflictResolved
  | TradeProposed
  | CycleAbandoned;
