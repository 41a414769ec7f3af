import { assert, unreachable } from '../shared/assert.js';
import type { InstrumentId } from '../market/instrument.js';
import type { UnixMs } from '../shared/time.js';
import type { CastVote } from './consensus.js';
import type { CycleOpened, DecisionFact, InstrumentSnapshot, VoteCast, VoteDiscarded } from './decision.events.js';

export interface OpenCycle {
  readonly status: 'open';
  readonly cycleId: string;
  readonly takenAt: UnixMs;
  readonly instruments: readonly InstrumentSnapshot[];
  readonly panel: readonly string[];
  readonly configuredAdvisers: readonly string[];
  readonly votes: readonly CastVote[];
  readonly discards: readonly {
    readonly member: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
  }[];
  readonly ended: readonly InstrumentId[];
}

/** All legs have ended; of the answers only who gave one is kept, so that a late one is recorded once. */
export interface ConcludedCycle {
  readonly status: 'concluded';
  readonly cycleId: string;
  readonly legs: readonly InstrumentId[];
  readonly answered: readonly Answered[];
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

export const legsOf = (state: OpenCycle | ConcludedCycle): readonly InstrumentId[] =>
  state.status === 'concluded' ? state.legs : state.instruments.map(({ instrumentId }) => instrumentId);

export const hasAnswered = (state: OpenCycle | ConcludedCycle, member: string): boolean =>
  answersOf(state).some((answer) => answer.member === member);

const opened = (state: DecisionState, { data }: CycleOpened): DecisionState => {
  assert(state.status === 'none', `cycle ${data.cycleId} is opened twice`);
  const { cycleId, takenAt, instruments, panel, configuredAdvisers } = data;
  return {
    status: 'open',
    cycleId,
    takenAt,
    instruments,
    panel,
    configuredAdvisers,
    votes: [],
    discards: [],
    ended: [],
  };
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
  return fact.type === 'VoteCast'
    ? { ...state, votes: [...state.votes, { member, vote: fact.data.vote }] }
    : { ...state, discards: [...state.discards, { member, instrumentId, reason: fact.data.reason }] };
};

const ended = (state: OpenCycle, instrumentId: InstrumentId): DecisionState => {
  const legs = [...state.ended, instrumentId];
  return legs.length < state.instruments.length
    ? { ...state, ended: legs }
    : { status: 'concluded', cycleId: state.cycleId, legs, answered: answersOf(state) };
};

export const evolveDecision = (state: DecisionState, fact: DecisionFact): DecisionState => {
  if (fact.type === 'CycleOpened') return opened(state, fact);
  assert(state.status !== 'none', `${fact.type} before the cycle is opened`);
  if (fact.type === 'ModelConsulted') return state;
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
    case 'ConflictDetected':
    case 'ConflictResolved':
      return state;
    case 'TradeProposed':
    case 'CycleAbandoned':
      return ended(state, instrumentId);
    default:
      return unreachable(fact, 'decision fact');
  }
};
