import { assert } from '../shared/assert.js';
import type { DecisionCommand } from './decision.commands.js';
import type { DecisionFact, VoteDiscarded } from './decision.events.js';
import { hasAnswered, isKnownCall, legsOf, type ConcludedCycle, type OpenCycle } from './decision.state.js';
import { RULES_MEMBER, VOTE_DEADLINE_MS, readVotes, type InvalidAnswer, type LegVote } from './votes.js';

type CastVotes = Extract<DecisionCommand, { readonly type: 'CastVotes' }>;
type Cycle = OpenCycle | ConcludedCycle;

/** What the answer comes to on one leg. */
type Heard = Exclude<LegVote, InvalidAnswer> | (InvalidAnswer & Pick<VoteDiscarded['data'], 'said'>);

/** When the answer was there: the clock may stand still while a model is asked, so its own latency counts. */
const answeredAt = ({ consulted, at }: CastVotes): number =>
  consulted === undefined ? at : consulted.askedAt + consulted.latencyMs;

/** Nothing counts once the votes are counted, and a model's not after its time; the rules are computed at any time. */
const isLate = (command: CastVotes, cycle: Cycle): boolean =>
  cycle.status === 'concluded' ||
  cycle.measured.length > 0 ||
  (command.member !== RULES_MEMBER && answeredAt(command) - cycle.takenAt > VOTE_DEADLINE_MS);

/** Heard, and not counted. */
const uncounted =
  (reason: 'LATE' | 'NOT_ON_PANEL', detail: string) =>
  (said: LegVote): Heard => {
    if (!('vote' in said)) return { reason, detail };
    const { action, confidence } = said.vote;
    return { reason, detail, said: { action, confidence } };
  };

/** A call that failed keeps its own reason however long it took: there is nothing that could have come in time. */
const hear = (command: CastVotes, cycle: Cycle): readonly Heard[] => {
  const { answer, policy, member } = command;
  const legs = legsOf(cycle);
  if ('invalid' in answer) return legs.map(() => answer.invalid);
  const said = readVotes(answer.votes, legs, policy);
  const detail = `answered at ${answeredAt(command)}`;
  if (!cycle.panel.includes(member)) return said.map(uncounted('NOT_ON_PANEL', detail));
  return isLate(command, cycle) ? said.map(uncounted('LATE', detail)) : said;
};

/** The call and what it says on every leg, in one commit. */
export const castVotes = (command: CastVotes, cycle: Cycle): readonly DecisionFact[] => {
  const { member, consulted } = command;
  assert(
    consulted === undefined || (consulted.member === member && consulted.purpose === 'vote'),
    `${member} votes by a call of ${consulted?.member} for a ${consulted?.purpose}`,
  );
  if (hasAnswered(cycle, member) || (consulted && isKnownCall(cycle, consulted.callId))) return [];
  const { cycleId } = cycle;
  const said = hear(command, cycle);
  const votes = legsOf(cycle).map(({ instrumentId }, index): DecisionFact => {
    const leg = said[index];
    assert(leg !== undefined, `no word on ${instrumentId}`);
    return 'vote' in leg
      ? { type: 'VoteCast', data: { cycleId, member, vote: leg.vote } }
      : { type: 'VoteDiscarded', data: { cycleId, member, instrumentId, ...leg } };
  });
  return consulted === undefined ? votes : [{ type: 'ModelConsulted', data: consulted }, ...votes];
};
