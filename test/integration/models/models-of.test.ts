import { dayLimit, paceOf } from '../../../src/domain/budget/limits.js';
import { modelsOf, recordedModels } from '../../../src/infrastructure/bootstrap/models-of.js';
import { StartScreen } from '../../../src/infrastructure/bootstrap/start-screen.js';
import { loadConfig } from '../../../src/infrastructure/config/load-config.js';
import { startOpenAiFake } from '../../support/llm/openai-fake.js';
import { FAKE_KEY } from '../../support/llm/fake-provider.js';
import { says } from '../../support/llm/behaviour.js';
import { modelCall } from '../../support/prompts.js';

const screen = new StartScreen({ write: () => true } as unknown as NodeJS.WriteStream);

test('nobody is asked before the instant that the start gives, and none reads news that nobody brings', async () => {
  const provider = await startOpenAiFake(() => says('{}'), { keys: [FAKE_KEY] });
  try {
    const named = [`models.openai.key=${FAKE_KEY}`, `models.openai.baseUrl=${provider.url}`, 'models.sentiment=openai'];
    const opened = async (...set: readonly string[]) =>
      modelsOf(loadConfig({ env: {}, set: [...named, ...set] }).config, 77, screen);
    const withoutNews = await opened();
    expect(withoutNews).toMatchObject({ askFrom: 77 });
    expect(withoutNews.sentiment).toBeUndefined();
    expect((await opened('sentiment.feed=news.ndjson')).sentiment?.name).toBe('openai');
  } finally {
    await provider.close();
  }
});

test('F-D15 recorded members vote and rule as they did, and a day without money keeps none of them from it', () => {
  const calls = [
    modelCall({ callId: 'c1', purpose: 'vote', member: 'voter' }),
    modelCall({ callId: 'c2', purpose: 'ruling', member: 'judge' }),
    modelCall({ callId: 'c3', purpose: 'sentiment', member: 'reader' }),
  ];
  const models = recordedModels(new Map(calls.map((call) => [call.callId, call])), 'always');
  expect(models.panel.map(({ name }) => name)).toEqual(['voter']);
  expect(models.arbiters.map(({ name }) => name)).toEqual(['judge']);
  expect(paceOf('0', dayLimit(models.dayBudget, models.dayBudgetEquityShare, '10000'))).toBe('full');
});
