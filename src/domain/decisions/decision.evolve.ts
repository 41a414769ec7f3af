import { assert, unreachable } from '../shared/assert.js';
import type { InstrumentId } from '../market/instrument.js';
import type { ModelConsulted } from '../models/model-call.events.js';
import type {
  ConflictDetected,
  ConflictResolved,
  CycleOpened,
  DecisionFact,
  VoteCast,
  VoteDiscarded,
} from './decision.events.js';
import {
  answersOf,
  isKnownCall,
  type ConcludedCycle,
  type DecisionState,
  type KnownConflict,
  type OpenCycle,
} from './decision.state.js';

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
  const { cycleId, takenAt, panel, calls, instruments } = state;
  const voted = instruments.map(({ instrumentId: id, quote }) => ({ instrumentId: id, ...(quote && { quote }) }));
  return { status: 'concluded', cycleId, takenAt, panel, legs: voted, answered: answersOf(state), calls };
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
