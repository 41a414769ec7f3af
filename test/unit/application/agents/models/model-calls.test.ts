import { ComponentReports } from '../../../../../src/application/agents/component-reports.js';
import { ModelCalls } from '../../../../../src/application/agents/models/model-calls.js';
import type { ModelConsultedData } from '../../../../../src/domain/models/model-call.events.js';
import { NO_ANSWER_REASONS } from '../../../../../src/domain/models/no-answer.js';
import { streams } from '../../../../../src/domain/shared/stream-names.js';
import { DAY, utcDateOf } from '../../../../../src/domain/shared/time.js';
import { MemoryEventStore } from '../../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { NOON } from '../../../../support/account.js';
import { logOf, typesIn } from '../../../../support/command-side.js';
import { agentsOver, MONEY, TellingModel } from '../../../../support/llm/agents-over.js';
import { modelCall } from '../../../../support/prompts.js';

const callsOver = async (store: MemoryEventStore) => {
  const { parts, unwell } = await agentsOver(store, { when: 'always', ...MONEY });
  return { calls: new ModelCalls(parts, new ComponentReports(parts)), unwell };
};

const PROMPT = { name: 'p', version: 1, system: 's', user: 'u', form: 'votes', inputTokens: 10 } as const;
const CALL = { purpose: 'vote', prompt: PROMPT, maxOutputTokens: 10, deadlineMs: 1_000 } as const;

test('F-D13 whoever was not asked has not failed, and all others without an answer have', async () => {
  const unasked = [];
  for (const outcome of NO_ANSWER_REASONS) {
    const { calls, unwell } = await callsOver(new MemoryEventStore());
    const fact: ModelConsultedData = modelCall({ outcome });
    await calls.settle({ fact }, { id: 'cycle-1', at: NOON });
    if (Object.keys(await unwell()).length === 0) unasked.push(outcome);
  }
  expect([...unasked].sort()).toEqual(['BREAKER', 'BUDGET', 'BUSY']);
});

test('F-D10 a call over midnight is booked on the day on which its money was set apart', async () => {
  const store = new MemoryEventStore();
  const { calls } = await callsOver(store);
  const model = new TellingModel('night');
  const midnight = Math.ceil(NOON / DAY) * DAY;
  const send = await calls.prepare(model, { id: 'cycle-1', at: midnight - 1 }, CALL);
  if (!send) throw new Error('not sent');
  await calls.settle(await send(), { id: 'cycle-1', at: midnight + 1 });
  const day = (at: number) => typesIn(store, streams.modelBudget(utcDateOf(at)));
  expect(await day(midnight - 1)).toEqual(['SpendReserved', 'SpendSettled']);
  expect(await day(midnight + 1)).toEqual([]);
});

test('F-D10 the worst that a call may cost, its repair included, is set apart before it', async () => {
  const store = new MemoryEventStore();
  const { calls } = await callsOver(store);
  await calls.prepare(new TellingModel('dear'), { id: 'cycle-1', at: NOON }, CALL);
  const [reserved] = await logOf(store, streams.modelBudget(utcDateOf(NOON)));
  // 2 x (10 + 600) + 1000 of input and 2 x 10 of output, at a millionth each.
  expect(reserved?.data).toMatchObject({ amount: '0.00224' });
});
