import { assert } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { INSTRUMENT_IDS } from '../market/instrument.js';
import { conclude } from './conclusion.js';
import type { DecisionCommand } from './decision.commands.js';
import type { DecisionFact } from './decision.events.js';
import {
  INITIAL_DECISION_STATE,
  evolveDecision,
  hasAnswered,
  legsOf,
  type ConcludedCycle,
  type DecisionState,
  type OpenCycle,
} from './decision.state.js';
import { RULES_MEMBER, VOTE_DEADLINE_MS, readVotes, type DiscardReason, type LegVote } from './votes.js';

type Of<Type extends DecisionCommand['type']> = Extract<DecisionCommand, { readonly type: Type }>;

const openCycle = (command: Of<'OpenCycle'>, state: DecisionState): readonly DecisionFact[] => {
  const { cycleId, dueAt, takenAt, configuredAdvisers } = command;
  if (state.status !== 'none') {
    assert(state.cycleId === cycleId, `cycle ${cycleId} in the stream of ${state.cycleId}`);
    return [];
  }
  const instruments = INSTRUMENT_IDS.flatMap((id) => {
    const legs = command.instruments.filter(({ instrumentId }) => instrumentId === id);
    assert(legs.length <= 1, `two snapshots of ${id} in one cycle`);
    return legs;
  });
  assert(instruments.length > 0, 'a cycle needs an instrument');
  const panel = [...new Set(command.panel)];
  return [{ type: 'CycleOpened', data: { cycleId, dueAt, takenAt, instruments, panel, configuredAdvisers } }];
};

/** Why the whole answer counts for nothing, whatever it says. */
const refusalOf = (command: Of<'CastVotes'>, state: OpenCycle | ConcludedCycle): DiscardReason | undefined => {
  if (state.status === 'concluded') return 'LATE';
  if (!state.panel.includes(command.member)) return 'NOT_ON_PANEL';
  const late = command.member !== RULES_MEMBER && command.at - state.takenAt > VOTE_DEADLINE_MS;
  return late ? 'LATE' : undefined;
};

/** What the answer comes to on each leg. */
const hear = (command: Of<'CastVotes'>, state: OpenCycle | ConcludedCycle): readonly LegVote[] => {
  const { answer, policy, at } = command;
  const reason = refusalOf(command, state);
  if (reason !== undefined) return legsOf(state).map(() => ({ reason, detail: `answered at ${at}` }));
  if ('invalid' in answer) return legsOf(state).map(() => answer.invalid);
  return readVotes(answer.votes, state.status === 'open' ? state.instruments : [], policy);
};

const castVotes = (command: Of<'CastVotes'>, state: DecisionState): readonly DecisionFact[] => {
  assert(state.status !== 'none', `${command.member} votes in a cycle that was never opened`);
  const { member } = command;
  if (hasAnswered(state, member)) return [];
  const { cycleId } = state;
  const said = hear(command, state);
  return legsOf(state).map((instrumentId, index): DecisionFact => {
    const leg = said[index];
    assert(leg !== undefined, `no word on ${instrumentId}`);
    return 'vote' in leg
      ? { type: 'VoteCast', data: { cycleId, member, vote: leg.vote } }
      : { type: 'VoteDiscarded', data: { cycleId, member, instrumentId, ...leg } };
  });
};

const concludeCycle = (command: Of<'ConcludeCycle'>, state: DecisionState): readonly DecisionFact[] => {
  assert(state.status !== 'none', 'a cycle that was never opened cannot be concluded');
  return state.status === 'open' ? conclude(state, command.at, command.policy) : [];
};

const decide = (command: DecisionCommand, state: DecisionState): readonly DecisionFact[] => {
  switch (command.type) {
    case 'OpenCycle':
      return openCycle(command, state);
    case 'CastVotes':
      return castVotes(command, state);
    case 'DetectConflicts':
    case 'RecordRuling':
      return [];
    case 'ConcludeCycle':
      return concludeCycle(command, state);
  }
};

/** One decision cycle: snapshot, votes, consensus, conflicts, and what becomes of each leg. */
export const decisionDecider: Decider<DecisionCommand, DecisionState, DecisionFact> = {
  category: 'decision',
  initialState: INITIAL_DECISION_STATE,
  stateVersion: 1,
  evolve: evolveDecision,
  decide,
};
