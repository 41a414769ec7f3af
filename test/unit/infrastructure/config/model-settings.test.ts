import { inspect } from 'node:util';
import { describeConfig } from '../../../../src/infrastructure/config/describe-config.js';
import { loadConfig } from '../../../../src/infrastructure/config/load-config.js';

const KEY = 'planted-key-0123456789';

const loaded = (set: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) =>
  loadConfig({ env, set: Object.entries(set).map(([key, value]) => `${key}=${value}`) });
const models = (...args: Parameters<typeof loaded>) => loaded(...args).config.models;
const failure = (...args: Parameters<typeof loaded>): string => {
  try {
    loaded(...args);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no failure';
};

test('without keys nobody is asked', () => {
  expect(models()).toMatchObject({
    ...{ when: 'on-proposal', panel: [], arbiters: [] },
    ...{ dayBudget: '5', dayBudgetEquityShare: '0.0001', decisionBudget: '0.1' },
  });
  expect(models().sentiment).toBeUndefined();
});

test('a key in the environment is enough, by its usual name or by ours, which wins', () => {
  const env = { OPENAI_API_KEY: 'somebody-elses', TRIBUNE_MODELS_OPENAI_KEY: KEY, DEEPSEEK_API_KEY: KEY };
  const found = models({}, env);
  expect(found).toMatchObject({ panel: ['deepseek', 'openai'], arbiters: ['deepseek'], sentiment: 'deepseek' });
  expect(found.openai.key?.reveal()).toBe(KEY);
  const turned = Object.fromEntries(Object.entries(env).reverse());
  expect(models({}, turned).openai.key?.reveal()).toBe(KEY);
});

test('arbiters are DeepSeek and then Anthropic, where they have keys', () => {
  const keys = { 'models.anthropic.key': KEY, 'models.deepseek.key': KEY, 'models.openai.key': KEY };
  expect(models(keys)).toMatchObject({
    panel: ['deepseek', 'anthropic', 'openai'],
    arbiters: ['deepseek', 'anthropic'],
  });
  expect(models({ ...keys, 'models.arbiters': 'openai,deepseek' }).arbiters).toEqual(['openai', 'deepseek']);
  expect(models({ ...keys, 'models.panel': 'anthropic' })).toMatchObject({
    panel: ['anthropic'],
    sentiment: 'anthropic',
  });
});

test('a server of one’s own needs no key', () => {
  const local = { 'models.local.model': 'qwen3:8b', 'models.local.baseUrl': 'http://127.0.0.1:11434/v1' };
  expect(models(local)).toMatchObject({ panel: ['local'], arbiters: [], sentiment: 'local' });
});

test.each([
  [{ 'models.panel': 'deepseek' }, 'models.panel names deepseek (--set), but models.deepseek.key is not set.'],
  [{ 'models.panel': 'local' }, 'models.panel names local (--set), but models.local.model is not set.'],
  [{ 'models.sentiment': 'openai' }, 'models.sentiment names openai (--set), but models.openai.key is not set.'],
  [{ 'models.panel': 'grok' }, 'models.panel = grok (--set): expected some of deepseek, anthropic, openai, local.'],
  [{ 'models.panel': 'openai,openai' }, 'models.panel = openai,openai (--set): expected some of'],
  [{ 'models.openai.price': 'cheap' }, 'expected free, or input/output as 0.3/1.2.'],
  [{ 'models.local.baseUrl': 'ftp://x' }, 'expected an address as https://host/path'],
  [{ 'models.local.baseUrl': 'https://me:secret@x/v1' }, 'models.local.baseUrl = https://me:***@x/v1'],
  [{ 'models.deepseek.key': KEY, 'models.deepseek.baseUrl': 'http://far.example' }, 'expected https, for the key'],
])('%j is refused in one line', (set, message) => {
  expect(failure(set)).toContain(message);
  expect(failure(set)).not.toContain(KEY);
});

test('an address on loopback needs no TLS, whoever has a key for it', () => {
  const baseUrl = 'http://127.0.0.1:8080/v1';
  expect(models({ 'models.local.key': KEY, 'models.local.baseUrl': baseUrl }).local.baseUrl).toBe(baseUrl);
});

test('F-X5 a key is shown nowhere: not where settings are listed, written as JSON, logged or refused', () => {
  const config = loaded({ 'models.openai.key': KEY });
  expect(describeConfig(config)).toContainEqual({ key: 'models.openai.key', value: '***', origin: '--set' });
  const shown = [
    JSON.stringify(config.config),
    inspect(config.config, { depth: 9 }),
    String(config.config.models.openai.key),
  ];
  shown.push(JSON.stringify(describeConfig(config)), failure({ 'models.openai.key': 'short' }));
  shown.push(failure({ 'models.openai.key': `${KEY} with a blank` }), failure({}, { OPENAI_API_KEY: `${KEY} ` }));
  for (const text of shown) expect(text).not.toContain(KEY);
  expect(shown.join()).not.toContain('short');
});
