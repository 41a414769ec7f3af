import type { ModelConsulted } from '../models/model-call.events.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { Timeframe } from '../market/candle.js';
import type { InstrumentId } from '../market/instrument.js';
import type { OutsideAgent } from '../outside-agents/outside-name.js';
import type { Regime } from '../market/regime.js';
import type { RegimeReading } from '../market/regimes.js';

/** The desk's own agents that give opinions. The name is part of the stream's name. */
export const SIGNAL_AGENTS = ['technical', 'regime', 'sentiment'] as const;
export type SignalAgent = (typeof SIGNAL_AGENTS)[number];
/** Agents of other programs say what they think too; only the desk's own are advisers. */
export type SignalSource = SignalAgent | OutsideAgent;

export const DIRECTIONS = ['long', 'short', 'flat'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The closed candle that an opinion rests on. */
export interface UsedCandle {
  readonly timeframe: Timeframe;
  readonly openTime: UnixMs;
  /** Age of its close when the agent looked, ms. */
  readonly ageMs: number;
  /** The numbers used, to eight significant digits; names as in the features. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** A piece of news that an opinion rests on. */
export interface UsedNews {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  /** From its publication to when the agent looked, ms. */
  readonly ageMs: number;
}

export interface SignalInputs {
  readonly candles: readonly UsedCandle[];
  /** What the agent wanted and had not. */
  readonly leftOut: readonly { readonly timeframe: Timeframe; readonly why: string }[];
  /** Of the sentiment agent: what it read, newest first. */
  readonly news?: readonly UsedNews[];
  /** The prompt that a model was asked with. */
  readonly prompt?: { readonly name: string; readonly version: number };
}

/** An agent's opinion of one instrument, from one run. */
export interface SignalRecordedData {
  readonly runId: string;
  readonly agent: SignalSource;
  readonly instrumentId: InstrumentId;
  readonly direction: Direction;
  /** 0..1 with two to four decimals, rounded down. */
  readonly confidence: DecimalString;
  /** How far ahead it looks, ms. */
  readonly horizonMs: number;
  readonly recordedAt: UnixMs;
  /** Not counted any more from this instant on. */
  readonly validUntil: UnixMs;
  /** Sentences that a person can read. */
  readonly reasons: readonly string[];
  readonly inputs: SignalInputs;
  /** Of the regime agent only: the regime in force after this run. */
  readonly regime?: Regime;
  readonly modelCallIds: readonly string[];
}

export const MISS_REASONS = ['timeout', 'invalid_answer', 'breaker', 'budget', 'failed', 'no_data'] as const;
export type MissReason = (typeof MISS_REASONS)[number];

/** A run that gave no opinion: the agent is absent, never neutral. */
export interface SignalMissedData {
  readonly runId: string;
  readonly agent: SignalSource;
  readonly instrumentId: InstrumentId;
  readonly recordedAt: UnixMs;
  readonly reason: MissReason;
  readonly detail: string;
}

/** Committed with the regime agent's signal that brought it about. */
export interface RegimeChangedData {
  readonly runId: string;
  readonly instrumentId: InstrumentId;
  readonly from: Regime;
  readonly to: Regime;
  readonly readings: readonly RegimeReading[];
}

/** These names and shapes are the storage: a change needs an upcast. */
export type SignalFact =
  | Fact<'SignalRecorded', SignalRecordedData>
  | Fact<'SignalMissed', SignalMissedData>
  | Fact<'RegimeChanged', RegimeChangedData>
  | ModelConsulted;
