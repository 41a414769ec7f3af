import { assert } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { INSTRUMENT_IDS } from '../market/instrument.js';
import { castVotes } from './cast-votes.js';
import { conclude } from './conclusion.js';
import type { DecisionCommand } from './decision.commands.js';
import type { DecisionFact } from './decision.events.js';
import { INITIAL_DECISION_STATE, type ConcludedCycle, type DecisionState, type OpenCycle } from './decision.state.js';
import { evolveDecision } from './decision.evolve.js';
import { detectConflicts } from './open-conflicts.js';
import { recordRuling } from './record-ruling.js';

type OpenCycleCommand = Extract<DecisionCommand, { readonly type: 'OpenCycle' }>;

const openCycle = (command: OpenCycleCommand, state: DecisionState): readonly DecisionFact[] => {
  const { cycleId, dueAt, takenAt, configuredAdvisers, models, arbiters = [] } = command;
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
  const asked = {
    ...(models === undefined ? {} : { models }),
    ...(arbiters.length === 0 ? {} : { arbiters: [...new Set(arbiters)] }),
  };
  return [{ type: 'CycleOpened', data: { cycleId, dueAt, takenAt, instruments, panel, configuredAdvisers, ...asked } }];
};

/** All but the opening of a cycle needs one. */
const known = (state: DecisionState, command: DecisionCommand): OpenCycle | ConcludedCycle => {
  assert(state.status !== 'none', `${command.type} in a cycle that was never opened`);
  return state;
};

const decide = (command: DecisionCommand, state: DecisionState): readonly DecisionFact[] => {
  switch (command.type) {
    case 'OpenCycle':
      return openCycle(command, state);
    case 'CastVotes':
      return castVotes(command, known(state, command));
    case 'DetectConflicts': {
      const cycle = known(state, command);
      return cycle.status === 'open' ? detectConflicts(cycle, command.at, command.policy) : [];
    }
    case 'RecordRuling':
      return recordRuling(command, known(state, command));
    case 'ConcludeCycle': {
      const cycle = known(state, command);
      return cycle.status === 'open' ? conclude(cycle, command.at, command.policy) : [];
    }
  }
};

/** One decision cycle: snapshot, votes, consensus, conflicts, and what becomes of each leg. */
export const decisionDecider: Decider<DecisionCommand, DecisionState, DecisionFact> = {
  category: 'decision',
  initialState: INITIAL_DECISION_STATE,
  stateVersion: 3,
  evolve: evolveDecision,
  decide,
};
