import { openConflicts } from '../../../domain/decisions/open-conflicts.js';
import { patienceWith } from '../../../domain/decisions/patience.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { LanguageModel, ModelAnswer } from '../../ports/language-model.port.js';
import type { ModelCalls } from '../models/model-calls.js';
import { arbiterPrompt } from '../prompts/prompts.js';
import type { CycleLog } from './cycle-log.js';

const RULING_TOKENS = 600;

const takeRuling = async (cycleId: string, member: string, answer: ModelAnswer, log: CycleLog): Promise<void> => {
  const { fact, value } = answer;
  const rulings =
    fact.outcome === 'answered' ? { rulings: value ?? [] } : { invalid: { reason: fact.outcome, detail: fact.detail } };
  await log.tell(cycleId, { type: 'RecordRuling', member, answer: rulings, consulted: fact });
};

/**
 * Models settle what a model may, one after the other, each within its own patience; what none of them settles is left to
 * the rules of the conclusion.
 */
export async function* settleConflicts(
  cycleId: string,
  arbiters: readonly LanguageModel[],
  calls: ModelCalls,
  log: CycleLog,
): AsyncGenerator<UnixMs, void, void> {
  if (arbiters.length === 0) return;
  await log.tell(cycleId, { type: 'DetectConflicts' });
  for (const [index, model] of arbiters.entries()) {
    const cycle = await log.state(cycleId);
    const open = openConflicts(cycle, (await log.account()).policy);
    if (cycle.status !== 'open' || open.length === 0) return;
    const at = log.now();
    const call = {
      purpose: 'ruling',
      prompt: arbiterPrompt(open, cycle.instruments, cycle.takenAt),
      maxOutputTokens: RULING_TOKENS,
      deadlineMs: patienceWith(index),
    } as const;
    const send = await calls.prepare(model, { id: cycleId, at }, call);
    if (!send) continue;
    const answer = await send();
    yield at + answer.fact.latencyMs;
    await calls.settle(answer, { id: cycleId, at: log.now() });
    await takeRuling(cycleId, model.name, answer, log);
  }
}
