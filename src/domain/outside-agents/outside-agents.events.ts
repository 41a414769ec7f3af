/**
 * Facts of the agents of other programs, stream `outsideAgents-<accountId>`: who they are, what they were asked, what
 * they answered. These names are the storage. An answer becomes a signal and nothing else.
 */
import type { InstrumentId } from '../market/instrument.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { Direction } from '../signals/signal.events.js';

export type OutsideAgentRegistered = Fact<
  'OutsideAgentRegistered',
  {
    readonly agent: string;
    readonly instrumentIds: readonly InstrumentId[];
    /** How far ahead its signals look, ms. */
    readonly horizonMs: number;
    readonly description: string;
    /** SHA-256 of its token, hex. The token is 256 bits of chance, so nobody finds it from this. */
    readonly tokenHash: string;
    readonly registeredAt: UnixMs;
  }
>;
export type OutsideAgentRetired = Fact<
  'OutsideAgentRetired',
  { readonly agent: string; readonly reason: string; readonly retiredAt: UnixMs }
>;
/** Directed to one agent. */
export type OutsideAgentAsked = Fact<
  'OutsideAgentAsked',
  {
    readonly requestId: string;
    readonly cycleId: string;
    /** When the cycle was due. */
    readonly dueAt: UnixMs;
    readonly agent: string;
    readonly instrumentIds: readonly InstrumentId[];
    readonly askedAt: UnixMs;
    /** The last instant at which an answer counts. */
    readonly expiresAt: UnixMs;
  }
>;

interface Answer {
  readonly requestId: string;
  readonly cycleId: string;
  readonly agent: string;
  readonly instrumentId: InstrumentId;
  readonly direction: Direction;
  /** 0..1, as it was said. */
  readonly confidence: DecimalString;
  readonly reasons: readonly string[];
  readonly answeredAt: UnixMs;
}

export type OutsideAgentAnswered = Fact<'OutsideAgentAnswered', Answer & { readonly horizonMs: number }>;

export const OUTSIDE_REFUSALS = ['LATE', 'INVALID_CONFIDENCE', 'INVALID_DIRECTION'] as const;
export type OutsideRefusal = (typeof OUTSIDE_REFUSALS)[number];

/** What it would have been is kept, so that a late agent can be judged too. It closes the question all the same. */
export type OutsideAnswerRefused = Fact<
  'OutsideAnswerRefused',
  Answer & { readonly code: OutsideRefusal; readonly detail: string }
>;

export type OutsideAgentFact =
  OutsideAgentRegistered | OutsideAgentRetired | OutsideAgentAsked | OutsideAgentAnswered | OutsideAnswerRefused;
