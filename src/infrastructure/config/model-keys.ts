import { envNameOf, type ConfigKey } from './config-key.js';
import type { ValueKind } from './value-kind.js';

export const MODEL_PROVIDERS = ['deepseek', 'anthropic', 'openai', 'local'] as const;
export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

interface Defaults {
  readonly what: string;
  readonly model?: string;
  readonly baseUrl?: string;
}

const DEFAULTS: Readonly<Record<ModelProvider, Defaults>> = {
  deepseek: { what: 'DeepSeek', model: 'deepseek-flash', baseUrl: 'https://api.deepseek.com' },
  anthropic: { what: 'Anthropic', model: 'claude-sonnet-5-5', baseUrl: 'https://api.anthropic.com' },
  openai: { what: 'OpenAI', model: 'gpt-4o-mini', baseUrl: 'https://api.openai.com/v1' },
  local: { what: 'a server of your own that speaks the protocol of OpenAI' },
};

const NAMES: ValueKind = { kind: 'names', of: MODEL_PROVIDERS };
const USD = 'USD';

const key = (row: Omit<ConfigKey, 'env'>, ...others: readonly string[]): ConfigKey => ({
  ...row,
  env: [envNameOf(row.key), ...others],
});

const providerKeys = (name: ModelProvider): readonly ConfigKey[] => {
  const { what, model, baseUrl } = DEFAULTS[name];
  const usual = `${name.toUpperCase()}_API_KEY`;
  const of = (part: string): string => `models.${name}.${part}`;
  return [
    key(
      {
        key: of('key'),
        kind: { kind: 'secret' },
        unit: '',
        what:
          name === 'local'
            ? `Key for ${what}, if it wants one`
            : `Key for ${what}, also ${usual}; with it the model is asked`,
      },
      ...(name === 'local' ? [] : [usual]),
    ),
    key({
      key: of('model'),
      kind: { kind: 'text', pattern: /^[\w.:/@-]{1,120}$/, wanted: 'the id of a model' },
      ...(model !== undefined && { fallback: model }),
      unit: '',
      what: `Model at ${what}; the start says whether it is offered`,
    }),
    key({
      key: of('baseUrl'),
      kind: { kind: 'endpoint' },
      ...(baseUrl !== undefined && { fallback: baseUrl }),
      unit: '',
      what: `Address of ${what}`,
    }),
    key({
      key: of('price'),
      kind: {
        kind: 'text',
        pattern: /^(free|\d{1,6}(\.\d{1,6})?\/\d{1,6}(\.\d{1,6})?)$/,
        wanted: 'free, or input/output as 0.3/1.2',
      },
      unit: 'USD per million tokens',
      what: 'Instead of the listed price; a model without any is refused',
    }),
  ];
};

/** Which language models are asked, when, and what they may cost. */
export const MODEL_KEYS: readonly ConfigKey[] = [
  key({
    key: 'models.when',
    kind: { kind: 'choice', of: ['on-proposal', 'always', 'never'] },
    fallback: 'on-proposal',
    unit: '',
    what: 'When models are asked: where rules propose an opening or a position is open, at every decision, or never',
  }),
  key({
    key: 'models.panel',
    kind: NAMES,
    unit: '',
    what: 'Who votes beside the rules; unless set, every provider with a key, and `local` if it has model and address',
  }),
  key({
    key: 'models.arbiters',
    kind: NAMES,
    unit: '',
    what: 'Who may settle conflicts, in this order; unless set, deepseek and then anthropic, where they have a key',
  }),
  key({
    key: 'models.sentiment',
    kind: { kind: 'choice', of: MODEL_PROVIDERS },
    unit: '',
    what: 'Who reads the news; unless set, the first of the panel',
  }),
  key({
    key: 'models.dayBudget',
    kind: { kind: 'decimal', max: '1000', positive: false },
    fallback: '5',
    unit: USD,
    what: 'What models may cost in a UTC day',
  }),
  key({
    key: 'models.dayBudgetEquityShare',
    kind: { kind: 'decimal', max: '1', positive: false },
    fallback: '0.0001',
    unit: 'fraction of equity',
    what: 'The same, as a share of equity; the smaller of both holds',
  }),
  key({
    key: 'models.decisionBudget',
    kind: { kind: 'decimal', max: '100', positive: false },
    fallback: '0.1',
    unit: USD,
    what: 'What models may cost in one decision',
  }),
  ...MODEL_PROVIDERS.flatMap(providerKeys),
];
