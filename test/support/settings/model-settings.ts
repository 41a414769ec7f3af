import type { Config } from '../../../src/infrastructure/config/config.js';
import { openModels } from '../../../src/infrastructure/llm/open-models.js';
import { startAnthropicFake } from '../llm/anthropic-fake.js';
import { aCall } from '../llm/ask.js';
import { goodVotes } from '../llm/bad-answers.js';
import { says } from '../llm/behaviour.js';
import { FAKE_KEY } from '../llm/fake-provider.js';
import { startOpenAiFake } from '../llm/openai-fake.js';
import type { SettingLook, SettingLooks } from './setting-look.js';

const OTHER_KEY = 'another-key-for-tests';
/** Nothing listens there: what is not asked needs no provider. */
const NOWHERE = 'http://127.0.0.1:1/v1';
const KEYS = { 'models.deepseek.key': FAKE_KEY, 'models.anthropic.key': FAKE_KEY };

const told = ({ models }: Config): readonly string[] => openModels(models).describe();

/** Who plays which part. */
const parts = ({ models }: Config): unknown => {
  const { panel, arbiters, sentiment } = openModels(models);
  return [panel.map(({ name }) => name), arbiters.map(({ name }) => name), sentiment?.name];
};

type Provider = 'deepseek' | 'anthropic' | 'openai' | 'local';

/** What arrives at a pretend provider, and what the call costs. */
const heard =
  (name: Provider): SettingLook['look'] =>
  async ({ models }) => {
    const start = name === 'anthropic' ? startAnthropicFake : startOpenAiFake;
    const fake = await start([says(goodVotes)], { keys: [FAKE_KEY, OTHER_KEY] });
    try {
      const { panel } = openModels({ ...models, panel: [name], [name]: { ...models[name], baseUrl: fake.url } });
      const answer = await panel[0]?.ask(aCall());
      return [fake.requests.map(({ model, key }) => [model, key]), answer?.fact.cost];
    } finally {
      await fake.close();
    }
  };

const LOCAL = { 'models.local.model': 'one', 'models.local.baseUrl': NOWHERE, 'models.local.price': 'free' };

const beside = (name: Provider): Readonly<Record<string, string>> => ({
  ...(name === 'local' && LOCAL),
  [`models.${name}.key`]: FAKE_KEY,
});

const ofProvider = (name: Provider): SettingLooks => ({
  [`models.${name}.key`]: { value: OTHER_KEY, beside: beside(name), look: heard(name) },
  [`models.${name}.model`]: {
    value: 'another-model',
    beside: { ...beside(name), [`models.${name}.price`]: '1/2' },
    look: heard(name),
  },
  [`models.${name}.baseUrl`]: { value: 'http://127.0.0.1:2/v1', beside: beside(name), look: told },
  [`models.${name}.price`]: { value: '7/9', beside: beside(name), look: heard(name) },
});

/** What the settings of models change. */
export const MODEL_SETTINGS: SettingLooks = {
  'models.when': { value: 'always', beside: KEYS, look: told },
  'models.panel': { value: 'anthropic', beside: KEYS, look: parts },
  'models.arbiters': { value: 'anthropic,deepseek', beside: KEYS, look: parts },
  'models.sentiment': { value: 'anthropic', beside: KEYS, look: parts },
  'models.dayBudget': { value: '2', beside: KEYS, look: told },
  'models.dayBudgetEquityShare': { value: '0.001', beside: KEYS, look: told },
  'models.decisionBudget': { value: '0.05', beside: KEYS, look: told },
  ...ofProvider('deepseek'),
  ...ofProvider('anthropic'),
  ...ofProvider('openai'),
  ...ofProvider('local'),
};
