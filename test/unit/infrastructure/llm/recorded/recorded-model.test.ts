import type { ModelConsultedData } from '../../../../../src/domain/models/model-call.events.js';
import {
  recordedCalls,
  recordedMembers,
  RecordedModel,
} from '../../../../../src/infrastructure/llm/recorded/recorded-model.js';
import { aCall } from '../../../../support/llm/ask.js';
import { goodVote, goodVotes } from '../../../../support/llm/bad-answers.js';
import { failed, modelOver, ScriptedWire, text } from '../../../../support/llm/scripted-wire.js';
import { SteppedTiming } from '../../../../support/llm/stepped-timing.js';

/** What a model at work recorded of two calls with one prompt, and of one that failed. */
const recording = async (): Promise<readonly ModelConsultedData[]> => {
  const timing = new SteppedTiming();
  const hold = { votes: [{ instrumentId: 'BTC/USDT', action: 'hold', confidence: 0.5, reasons: [] }] };
  const model = modelOver(new ScriptedWire(timing, [text(goodVotes), text(hold), failed()]), timing);
  const facts: ModelConsultedData[] = [];
  for (const callId of ['one', 'two', 'three']) facts.push((await model.ask(aCall({ callId }))).fact);
  return facts;
};

const factsOf = (calls: readonly ModelConsultedData[]) => [
  { type: 'CycleOpened', data: { cycleId: 'c' } },
  ...calls.map((data) => ({ type: 'ModelConsulted', data })),
];

const MEMBER = { name: 'deepseek', provider: 'deepseek', model: 'deepseek-flash' };

let calls: readonly ModelConsultedData[];
let model: RecordedModel;

beforeAll(async () => {
  calls = await recording();
  model = new RecordedModel(MEMBER, recordedCalls(factsOf(calls)));
});

test('F-D14 two calls with one prompt keep their own answers', async () => {
  const [first, second] = [await model.ask(aCall({ callId: 'one' })), await model.ask(aCall({ callId: 'two' }))];
  expect(first.fact.prompt.digest).toBe(second.fact.prompt.digest);
  expect(first.value).toEqual([{ ...goodVote, confidence: '0.8' }]);
  expect(second.value).toMatchObject([{ action: 'hold' }]);
});

test('F-D15 a replay sends nothing, costs nothing and says that it is one', async () => {
  const fetched = jest.spyOn(globalThis, 'fetch');
  const { fact } = await model.ask(aCall({ callId: 'one' }));
  expect(fact).toEqual({ ...calls[0], cost: '0', recorded: true });
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockRestore();
});

test('what failed fails again, for the same reason', async () => {
  const answer = await model.ask(aCall({ callId: 'three' }));
  expect(answer).not.toHaveProperty('value');
  expect(answer.fact).toMatchObject({ outcome: 'FAILED', cost: '0', recorded: true, latencyMs: calls[2]?.latencyMs });
});

test('a call that the log does not know was interrupted', async () => {
  const answer = await model.ask(aCall({ callId: 'four' }));
  expect(answer).not.toHaveProperty('value');
  expect(answer.fact).toMatchObject({ callId: 'four', outcome: 'INTERRUPTED', attempts: 0, cost: '0', recorded: true });
});

test('of one call recorded twice the first stands', async () => {
  const twice = recordedCalls(factsOf([calls[0]!, { ...calls[1]!, callId: 'one' }]));
  const { value } = await new RecordedModel(MEMBER, twice).ask(aCall({ callId: 'one' }));
  expect(value).toMatchObject([{ action: 'open_long' }]);
});

test('the members are those of the log', () => {
  const other = {
    ...calls[0]!,
    callId: 'five',
    member: 'anthropic',
    provider: 'anthropic',
    model: 'claude-sonnet-5-5',
  };
  const members = recordedMembers(recordedCalls(factsOf([...calls, other])));
  expect(members.map(({ name, provider, model: id }) => [name, provider, id])).toEqual([
    ['deepseek', 'deepseek', 'deepseek-flash'],
    ['anthropic', 'anthropic', 'claude-sonnet-5-5'],
  ]);
});
