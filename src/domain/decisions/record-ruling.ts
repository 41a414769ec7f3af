import { assert } from '../shared/assert.js';
import type { DecisionCommand } from './decision.commands.js';
import type { ConflictResolved, DecisionFact } from './decision.events.js';
import { hasRuled, isKnownCall, type ConcludedCycle, type OpenCycle } from './decision.state.js';
import { openConflicts, type OpenConflict } from './open-conflicts.js';
import { patienceWith, sinceDetection } from './patience.js';
import { readRulings, type Ruling, type Rulings } from './rulings.js';

type RecordRuling = Extract<DecisionCommand, { readonly type: 'RecordRuling' }>;

const LONGEST_DETAIL = 500;

const nothing = (fault: string): Rulings => ({ valid: [], faults: [fault] });

/** Why the answer settles nothing, whatever it says: an arbiter has its own patience and a share in that of all. */
const tooLate = ({ member, consulted }: RecordRuling, { arbiters }: OpenCycle, asked: readonly OpenConflict[]) => {
  const { askedAt, latencyMs } = consulted;
  const patience = patienceWith(arbiters.indexOf(member));
  if (latencyMs > patience) return `too late: ${latencyMs} ms, at most ${patience} ms`;
  const dueAt = Math.min(...asked.map((each) => each.dueAt));
  const over = askedAt + latencyMs - dueAt;
  return over > 0 ? `too late: ${over} ms after the end of the whole resolution` : undefined;
};

const rulingsOf = (command: RecordRuling, cycle: OpenCycle | ConcludedCycle): Rulings => {
  const { answer, member, policy } = command;
  if ('invalid' in answer) return { valid: [], faults: [] };
  if (cycle.status === 'concluded') return nothing('too late: the cycle is concluded');
  if (!cycle.arbiters.includes(member)) return nothing('not an arbiter of this cycle');
  const asked = openConflicts(cycle, policy);
  if (asked.length === 0) return nothing('there is nothing to settle');
  const late = tooLate(command, cycle, asked);
  return late === undefined ? readRulings(answer.rulings, asked) : nothing(late);
};

const resolvedBy = (command: RecordRuling, cycleId: string, ruling: Ruling): ConflictResolved => {
  const { member, consulted } = command;
  const { on, outcome, reason, modification } = ruling;
  return {
    type: 'ConflictResolved',
    data: {
      cycleId,
      instrumentId: on.instrumentId,
      kind: on.kind,
      resolver: 'model',
      outcome,
      detail: reason,
      by: member,
      ...(modification === undefined ? {} : { modification }),
      latencyMs: sinceDetection(on.dueAt, consulted.askedAt + consulted.latencyMs),
    },
  };
};

/**
 * The call and what it settles, in one commit. A call is on record whatever it settles, for it has cost money; what was
 * refused of its answer stands in its detail.
 */
export const recordRuling = (command: RecordRuling, cycle: OpenCycle | ConcludedCycle): readonly DecisionFact[] => {
  const { member, consulted } = command;
  assert(
    consulted.member === member && consulted.purpose === 'ruling',
    `${member} rules by a call of ${consulted.member} for a ${consulted.purpose}`,
  );
  if (isKnownCall(cycle, consulted.callId) || hasRuled(cycle, member)) return [];
  const { valid, faults } = rulingsOf(command, cycle);
  const detail = faults.length === 0 ? consulted.detail : faults.join('; ').slice(0, LONGEST_DETAIL);
  return [
    { type: 'ModelConsulted', data: { ...consulted, detail } },
    ...valid.map((ruling) => resolvedBy(command, cycle.cycleId, ruling)),
  ];
};
