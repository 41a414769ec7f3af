import type { InstrumentId } from '../market/instrument.js';
import type { ModelPurpose } from '../models/model-call.events.js';
import type { UnixMs } from '../shared/time.js';
import type { CastVote } from './consensus.js';
import type { ConflictKind, ConflictResolved, InstrumentSnapshot } from './decision.events.js';
import type { VotedLeg } from './votes.js';

/** A call of a model that is on record, so that it is recorded once. */
interface KnownCall {
  readonly callId: string;
  readonly purpose: ModelPurpose;
  readonly member: string;
  /** What was wrong with it; '' for an answer without fault. */
  readonly detail: string;
}

/** A conflict on record. Between the commit of its detection and `dueAt` a model may settle it. */
export interface KnownConflict {
  readonly instrumentId: InstrumentId;
  readonly kind: ConflictKind;
  readonly dueAt?: UnixMs;
  readonly settled?: Pick<ConflictResolved['data'], 'outcome' | 'detail' | 'by' | 'modification'>;
}

export interface OpenCycle {
  readonly status: 'open';
  readonly cycleId: string;
  readonly takenAt: UnixMs;
  readonly instruments: readonly InstrumentSnapshot[];
  readonly panel: readonly string[];
  readonly configuredAdvisers: readonly string[];
  /** Models that may settle a conflict, first the one to ask first; none where rules settle all. */
  readonly arbiters: readonly string[];
  readonly votes: readonly CastVote[];
  readonly discards: readonly {
    readonly member: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
  }[];
  readonly calls: readonly KnownCall[];
  /** Legs whose votes are counted: no later one counts. */
  readonly measured: readonly InstrumentId[];
  readonly conflicts: readonly KnownConflict[];
  readonly ended: readonly InstrumentId[];
}

/** All legs have ended; kept is only what a late answer is held against, and who gave one: it is recorded once. */
export interface ConcludedCycle {
  readonly status: 'concluded';
  readonly cycleId: string;
  readonly takenAt: UnixMs;
  /** Who had a seat: an answer of anybody else is not late, it never counted. */
  readonly panel: readonly string[];
  readonly legs: readonly VotedLeg[];
  readonly answered: readonly Answered[];
  readonly calls: readonly KnownCall[];
}

interface Answered {
  readonly member: string;
  readonly instrumentId: InstrumentId;
}

export type DecisionState = { readonly status: 'none' } | OpenCycle | ConcludedCycle;

export const INITIAL_DECISION_STATE: DecisionState = { status: 'none' };

/** Who has answered on which leg. */
export const answersOf = (state: OpenCycle | ConcludedCycle): readonly Answered[] =>
  state.status === 'concluded'
    ? state.answered
    : [
        ...state.votes.map(({ member, vote }) => ({ member, instrumentId: vote.instrumentId })),
        ...state.discards.map(({ member, instrumentId }) => ({ member, instrumentId })),
      ];

export const legsOf = (state: OpenCycle | ConcludedCycle): readonly VotedLeg[] =>
  state.status === 'concluded' ? state.legs : state.instruments;

export const hasAnswered = (state: OpenCycle | ConcludedCycle, member: string): boolean =>
  answersOf(state).some((answer) => answer.member === member);

/** Members of the panel without an answer on record, in the order of the panel; nobody where nothing is open. */
export const membersOutstanding = (state: DecisionState): readonly string[] =>
  state.status === 'open' ? state.panel.filter((member) => !hasAnswered(state, member)) : [];

export const isKnownCall = (state: OpenCycle | ConcludedCycle, callId: string): boolean =>
  state.calls.some((call) => call.callId === callId);

export const hasRuled = (state: OpenCycle | ConcludedCycle, member: string): boolean =>
  state.calls.some((call) => call.purpose === 'ruling' && call.member === member);

/** Conflicts that were detected and wait for somebody to settle them. */
export const unsettled = (state: OpenCycle): readonly KnownConflict[] =>
  state.conflicts.filter(({ settled }) => settled === undefined);

/** The arbiter to ask next: none where nothing is unsettled, or all have been asked. */
export const nextArbiter = (state: DecisionState): string | undefined =>
  state.status === 'open' && unsettled(state).length > 0
    ? state.arbiters.find((member) => !hasRuled(state, member))
    : undefined;

export const awaitsRuling = (state: DecisionState): boolean => nextArbiter(state) !== undefined;
