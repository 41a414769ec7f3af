import { assert, unreachable } from '../shared/assert.js';
import type { InstrumentId } from '../market/instrument.js';
import type { ModelConsulted, ModelPurpose } from '../models/model-call.events.js';
import type { UnixMs } from '../shared/time.js';
import type { CastVote } from './consensus.js';
import type {
  ConflictDetected,
  ConflictKind,
  ConflictResolved,
  CycleOpened,
  DecisionFact,
  InstrumentSnapshot,
  VoteCast,
  VoteDiscarded,
} from './decision.events.js';
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

const answersOf = (state: OpenCycle | ConcludedCycle): readonly Answered[] =>
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

const opened = (state: DecisionState, { data }: CycleOpened): DecisionState => {
  assert(state.status === 'none', `cycle ${data.cycleId} is opened twice`);
  const { cycleId, takenAt, instruments, panel, configuredAdvisers, arbiters = [] } = data;
  return {
    status: 'open',
    cycleId,
    takenAt,
    instruments,
    panel,
    configuredAdvisers,
    arbiters,
    votes: [],
    discards: [],
    calls: [],
    measured: [],
    conflicts: [],
    ended: [],
  };
};

const consulted = (state: OpenCycle | ConcludedCycle, { data }: ModelConsulted): DecisionState => {
  const { callId, purpose, member, detail } = data;
  assert(!isKnownCall(state, callId), `call ${callId} is recorded twice`);
  return { ...state, calls: [...state.calls, { callId, purpose, member, detail }] };
};

const answered = (state: OpenCycle | ConcludedCycle, fact: VoteCast | VoteDiscarded): DecisionState => {
  const { member } = fact.data;
  const instrumentId = fact.type === 'VoteCast' ? fact.data.vote.instrumentId : fact.data.instrumentId;
  const known = answersOf(state).some((each) => each.member === member && each.instrumentId === instrumentId);
  assert(!known, `${member} answers twice on ${instrumentId}`);
  if (state.status === 'concluded') {
    assert(fact.type === 'VoteDiscarded', `a vote of ${member} counts after the cycle's end`);
    return { ...state, answered: [...state.answered, { member, instrumentId }] };
  }
  if (fact.type === 'VoteDiscarded')
    return { ...state, discards: [...state.discards, { member, instrumentId, reason: fact.data.reason }] };
  assert(!state.measured.includes(instrumentId), `a vote of ${member} counts after the count on ${instrumentId}`);
  return { ...state, votes: [...state.votes, { member, vote: fact.data.vote }] };
};

const measured = (state: OpenCycle, instrumentId: InstrumentId): DecisionState => {
  assert(!state.measured.includes(instrumentId), `the votes on ${instrumentId} are counted twice`);
  return { ...state, measured: [...state.measured, instrumentId] };
};

const isSame = (a: KnownConflict, b: Pick<KnownConflict, 'instrumentId' | 'kind'>): boolean =>
  a.instrumentId === b.instrumentId && a.kind === b.kind;

const detected = (state: OpenCycle, { data }: ConflictDetected): DecisionState => {
  const { instrumentId, kind, dueAt } = data;
  assert(!state.conflicts.some((each) => isSame(each, data)), `${kind} of ${instrumentId} is detected twice`);
  const conflict = { instrumentId, kind, ...(dueAt === undefined ? {} : { dueAt }) };
  return { ...state, conflicts: [...state.conflicts, conflict] };
};

const resolved = (state: OpenCycle, { data }: ConflictResolved): DecisionState => {
  const { outcome, detail, by, modification } = data;
  const settled = {
    outcome,
    detail,
    ...(by === undefined ? {} : { by }),
    ...(modification === undefined ? {} : { modification }),
  };
  const conflicts = state.conflicts.map((each) => {
    if (!isSame(each, data)) return each;
    assert(each.settled === undefined, `${each.kind} of ${each.instrumentId} is settled twice`);
    return { ...each, settled };
  });
  return { ...state, conflicts };
};

const ended = (state: OpenCycle, instrumentId: InstrumentId): DecisionState => {
  const legs = [...state.ended, instrumentId];
  if (legs.length < state.instruments.length) return { ...state, ended: legs };
  const { cycleId, takenAt, calls, instruments } = state;
  const voted = instruments.map(({ instrumentId: id, quote }) => ({ instrumentId: id, ...(quote && { quote }) }));
  return { status: 'concluded', cycleId, takenAt, legs: voted, answered: answersOf(state), calls };
};

export const evolveDecision = (state: DecisionState, fact: DecisionFact): DecisionState => {
  if (fact.type === 'CycleOpened') return opened(state, fact);
  assert(state.status !== 'none', `${fact.type} before the cycle is opened`);
  if (fact.type === 'ModelConsulted') return consulted(state, fact);
  assert(fact.data.cycleId === state.cycleId, `${fact.type} of cycle ${fact.data.cycleId} in ${state.cycleId}`);
  if (fact.type === 'VoteCast' || fact.type === 'VoteDiscarded') return answered(state, fact);
  const { instrumentId } = fact.data;
  assert(state.status === 'open', `${fact.type} after the cycle's end`);
  assert(!state.ended.includes(instrumentId), `${fact.type} after the end of the leg ${instrumentId}`);
  assert(
    state.instruments.some((leg) => leg.instrumentId === instrumentId),
    `${instrumentId} is no leg of this cycle`,
  );
  switch (fact.type) {
    case 'ConsensusMeasured':
      return measured(state, instrumentId);
    case 'ConflictDetected':
      return detected(state, fact);
    case 'ConflictResolved':
      return resolved(state, fact);
    case 'TradeProposed':
    case 'CycleAbandoned':
      return ended(state, instrumentId);
    default:
      return unreachable(fact, 'decision fact');
  }
};
