import type { OpenCycle } from '../../../domain/decisions/decision.state.js';
import { VOTE_DEADLINE_MS } from '../../../domain/decisions/votes.js';
import { SECOND, type UnixMs } from '../../../domain/shared/time.js';
import type { LanguageModel, ModelAnswer } from '../../ports/language-model.port.js';
import type { ModelCalls } from '../models/model-calls.js';
import { votePrompt } from '../prompts/prompts.js';
import type { CycleLog } from './cycle-log.js';

/** A vote is waited for up to its deadline; an answer is recorded up to this long after the snapshot, as late. */
const LATEST_ANSWER_MS = 50 * SECOND;
const VOTE_TOKENS = 1_200;

const NOT_ASKED = { reason: 'BUDGET', detail: 'the budget of the decision or of the day does not reach' } as const;

/** One member's answer, and when it is there. */
export interface Answered {
  readonly model: LanguageModel;
  readonly answer: ModelAnswer;
  readonly doneAt: UnixMs;
}

/** All are sent the same text at once; the money is set apart one after the other before. */
const askAll = async (
  { cycleId, takenAt, instruments }: OpenCycle,
  members: readonly LanguageModel[],
  calls: ModelCalls,
  log: CycleLog,
): Promise<readonly Answered[]> => {
  const prompt = votePrompt(instruments, takenAt);
  const call = { purpose: 'vote', prompt, maxOutputTokens: VOTE_TOKENS, deadlineMs: LATEST_ANSWER_MS } as const;
  const sendings: (() => Promise<Answered>)[] = [];
  for (const model of members) {
    const send = await calls.prepare(model, { id: cycleId, at: takenAt }, call);
    if (send) sendings.push(async () => answered(model, await send()));
    else await log.leaveOut(cycleId, model.name, NOT_ASKED);
  }
  const answers = await Promise.all(sendings.map((send) => send()));
  return answers.sort((a, b) => a.doneAt - b.doneAt);
};

const answered = (model: LanguageModel, answer: ModelAnswer): Answered => ({
  model,
  answer,
  doneAt: answer.fact.askedAt + answer.fact.latencyMs,
});

export const hear = async (
  cycleId: string,
  { model, answer: { fact, value } }: Answered,
  log: CycleLog,
): Promise<void> => {
  const answer =
    fact.outcome === 'answered' ? { votes: value ?? [] } : { invalid: { reason: fact.outcome, detail: fact.detail } };
  await log.tell(cycleId, { type: 'CastVotes', member: model.name, answer, consulted: fact });
};

/**
 * Asks them and records each vote when it is there, up to the deadline. Returns who will be late, and who has no seat and
 * was asked all the same: none of these is waited for.
 */
export async function* askPanel(
  cycle: OpenCycle,
  members: readonly LanguageModel[],
  calls: ModelCalls,
  log: CycleLog,
): AsyncGenerator<UnixMs, readonly Answered[], void> {
  if (members.length === 0) return [];
  const answers = await askAll(cycle, members, calls, log);
  const deadline = cycle.takenAt + VOTE_DEADLINE_MS;
  const hasSeat = ({ model }: Answered): boolean => cycle.panel.includes(model.name);
  const inTime = answers.filter((each) => hasSeat(each) && each.doneAt <= deadline);
  for (const each of inTime) {
    yield each.doneAt;
    await calls.settle(each.answer, { id: cycle.cycleId, at: log.now() });
    await hear(cycle.cycleId, each, log);
  }
  const rest = answers.filter((each) => !inTime.includes(each));
  if (rest.some(hasSeat)) yield deadline;
  return rest;
}
