import type { InstrumentId } from '../../domain/market/instrument.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { ScoreView } from '../views.js';

/** What one voice said of the leg. */
export interface Opinion {
  readonly who: string;
  readonly role: ScoreView['role'];
  /** `none`: it said something without a direction; `silent`: nothing that could be read. */
  readonly view: 'long' | 'short' | 'none' | 'silent';
  readonly confidence?: DecimalString;
  readonly late?: boolean;
}

/** One leg of a cycle: everything said of it, the price it was said at, and what the desk made of it. */
export interface LegOpinions {
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  /** Of the snapshot. */
  readonly at: UnixMs;
  /** Mid of the snapshot; absent where it had no price, and then nothing is scored. */
  readonly base?: DecimalString;
  /** Legs of the cycle: they share the cost of its calls. */
  readonly legs: number;
  readonly opinions: readonly Opinion[];
  readonly calls: readonly VoteCall[];
  /** What the desk proposed; absent while the leg is open. */
  readonly ended?: 'long' | 'short' | 'close' | 'nothing';
}

/** The call that a member's votes came by. */
export interface VoteCall {
  readonly who: string;
  readonly model: string;
  /** USD, of the whole call. */
  readonly cost: DecimalString;
  readonly latencyMs: number;
}

/** A call for an adviser's signal. */
export interface AdviserCall extends VoteCall {
  readonly callId: string;
  readonly at: UnixMs;
  readonly instruments: readonly InstrumentId[];
}
