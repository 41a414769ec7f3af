import { createServer, type AddressInfo } from 'node:net';
import { startAnthropicFake } from '../../support/llm/anthropic-fake.js';
import { aCall, opened, settingsOf } from '../../support/llm/ask.js';
import { goodVotes } from '../../support/llm/bad-answers.js';
import { says, status } from '../../support/llm/behaviour.js';
import { fastTiming } from '../../support/llm/fast-timing.js';
import { FAKE_KEY, type FakeProvider } from '../../support/llm/fake-provider.js';
import { startOpenAiFake } from '../../support/llm/openai-fake.js';

const KEY = 'planted-key-0123456789';
const fakes: FakeProvider[] = [];
const started = async (fake: Promise<FakeProvider>): Promise<FakeProvider> => {
  fakes.push(await fake);
  return fake;
};
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.close()));
});

const GOOD = says(goodVotes, { input: 2_000, output: 300 });

describe('an answer over the wire', () => {
  test.each([
    ['deepseek', 'deepseek-flash', '0.00096'],
    ['openai', 'gpt-4o-mini', '0.00048'],
    ['anthropic', 'claude-sonnet-5-5', '0.007'],
  ] as const)('%s: the model asked, the ids, the tokens and the cost are facts', async (name, model, cost) => {
    const start = name === 'anthropic' ? startAnthropicFake : startOpenAiFake;
    const answering = { ...GOOD, answeredBy: `${model}-20260101` };
    const fake = await started(start([answering], { keys: [KEY], models: [model] }));
    const { panel } = opened({ [`models.${name}.key`]: KEY, [`models.${name}.baseUrl`]: fake.url });
    const { fact, value } = await panel[0]!.ask(aCall());
    expect(value).toMatchObject([{ instrumentId: 'BTC/USDT', confidence: '0.8' }]);
    expect(fact).toMatchObject({
      ...{ provider: name, model, answeredBy: `${model}-20260101`, requestId: 'req-1' },
      ...{ outcome: 'answered', inputTokens: 2_000, outputTokens: 300, cost, attempts: 1 },
    });
    expect(fake.requests[0]).toMatchObject({ model, list: 'votes', maxTokens: 500, key: KEY });
    expect(fake.requests[0]?.user).toBe('BTC/USDT last 60000. Vote.');
  });

  test('a local server is asked without a key, and costs nothing', async () => {
    const fake = await started(startOpenAiFake([GOOD], { keys: [] }));
    const { panel, describe: told } = opened({
      'models.local.model': 'qwen3:8b',
      'models.local.baseUrl': fake.url,
      'models.local.price': 'free',
    });
    const { fact } = await panel[0]!.ask(aCall());
    expect(fact).toMatchObject({ outcome: 'answered', member: 'local', model: 'qwen3:8b', cost: '0' });
    expect(fake.requests[0]?.key).toBeUndefined();
    expect(told()[0]).toContain('local (qwen3:8b at 127.0.0.1');
  });

  test('a redirect is not followed: the key would go along', async () => {
    const elsewhere = await started(startOpenAiFake([GOOD]));
    const moved = status(307, { location: `${elsewhere.url}/chat/completions` });
    const fake = await started(startOpenAiFake([moved]));
    const { fact } = await opened(settingsOf('openai', fake.url)).panel[0]!.ask(aCall());
    expect(fact.outcome).toBe('FAILED');
    expect(elsewhere.calls).toEqual([]);
  });
});

test('F-D8 each model goes to its own provider, whoever stands in for whom', async () => {
  const [openai, anthropic] = await Promise.all([
    started(startOpenAiFake([status(529)], { models: ['deepseek-flash'] })),
    started(startAnthropicFake([GOOD], { models: ['claude-sonnet-5-5'] })),
  ]);
  const { arbiters } = opened({
    'models.deepseek.key': FAKE_KEY,
    'models.deepseek.baseUrl': openai.url,
    ...settingsOf('anthropic', anthropic.url),
  });
  const answers = [];
  for (const arbiter of arbiters) answers.push(await arbiter.ask(aCall({ deadlineMs: 400 })));
  expect(answers.map(({ fact }) => [fact.provider, fact.model, fact.outcome])).toEqual([
    ['deepseek', 'deepseek-flash', 'OVERLOADED'],
    ['anthropic', 'claude-sonnet-5-5', 'answered'],
  ]);
  expect(openai.requests.map(({ model }) => model)).toEqual(['deepseek-flash']);
  expect(anthropic.requests.map(({ model }) => model)).toEqual(['claude-sonnet-5-5']);
});

test('F-D9 a refused key is not tried again', async () => {
  const fake = await started(startOpenAiFake([GOOD], { keys: ['another-key'] }));
  const { fact } = await opened(settingsOf('openai', fake.url)).panel[0]!.ask(aCall());
  expect(fact).toMatchObject({ outcome: 'UNAUTHORIZED', attempts: 1, cost: '0' });
  expect(fake.calls).toEqual(['POST /v1/chat/completions']);
});

describe('F-D18 the check at the start', () => {
  test('says which model is not offered any more, and what is', async () => {
    const [openai, anthropic] = await Promise.all([
      started(startOpenAiFake([GOOD], { models: ['deepseek-next', 'deepseek-pro'] })),
      started(startAnthropicFake([GOOD], { models: ['claude-sonnet-5-5'] })),
    ]);
    const models = opened({
      'models.deepseek.key': FAKE_KEY,
      'models.deepseek.baseUrl': openai.url,
      ...settingsOf('anthropic', anthropic.url),
    });
    expect(await models.check()).toEqual([
      {
        name: 'deepseek',
        ok: false,
        detail: 'deepseek-flash is not offered (any more); offered are deepseek-next, deepseek-pro',
      },
      { name: 'anthropic', ok: true, detail: 'claude-sonnet-5-5 is offered' },
    ]);
    expect(anthropic.calls).toEqual(['GET /v1/models/claude-sonnet-5-5']);
  });

  test('a retired model is a reason of its own in the answer too, over both protocols', async () => {
    const [openai, anthropic] = await Promise.all([
      started(startOpenAiFake([GOOD], { models: [] })),
      started(startAnthropicFake([GOOD], { models: [] })),
    ]);
    const { panel, check } = opened({ ...settingsOf('openai', openai.url), ...settingsOf('anthropic', anthropic.url) });
    for (const model of panel) {
      expect((await model.ask(aCall())).fact).toMatchObject({ outcome: 'NO_SUCH_MODEL', attempts: 1, cost: '0' });
    }
    expect((await check()).map(({ ok }) => ok)).toEqual([false, false]);
  });

  test('is over after five seconds and never fatal', async () => {
    const gone = await startOpenAiFake([GOOD]);
    await gone.close();
    const refused = await opened(settingsOf('openai', gone.url)).check();
    expect(refused).toEqual([{ name: 'openai', ok: false, detail: 'no response: ECONNREFUSED' }]);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = silent.address() as AddressInfo;
      const unheard = opened(settingsOf('openai', `http://127.0.0.1:${port}/v1`), fastTiming(50));
      expect(await unheard.check()).toEqual([{ name: 'openai', ok: false, detail: 'no answer in 5 s' }]);
    } finally {
      silent.close();
    }
  });
});

test('F-X5 a planted key is in no answer, whatever the provider says of it', async () => {
  const echo = `your key ${KEY} and Bearer ${KEY} are wrong`;
  const behaviours = [
    status(401, {}, echo),
    status(400, {}, echo),
    says({ votes: [{ ...goodVotes.votes[0], reasons: [echo] }] }),
    { kind: 'body', text: echo } as const,
  ];
  for (const behaviour of behaviours) {
    const openai = await started(startOpenAiFake([behaviour], { keys: [KEY] }));
    const anthropic = await started(startAnthropicFake([behaviour], { keys: [KEY] }));
    const models = opened({ ...settingsOf('openai', openai.url, KEY), ...settingsOf('anthropic', anthropic.url, KEY) });
    for (const model of models.panel) {
      const answer = await model.ask(aCall());
      expect(JSON.stringify(answer)).not.toContain(KEY);
      expect(JSON.stringify([models.describe(), await models.check()])).not.toContain(KEY);
    }
  }
});
