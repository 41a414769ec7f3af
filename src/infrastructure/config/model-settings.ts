import { ConfigError } from './config-error.js';
import { MODEL_PROVIDERS, type ModelProvider } from './model-keys.js';
import { Secret } from './secret.js';
import type { ConfigValue } from './value-kind.js';

/** One provider; `key` is absent where it is not set. */
export interface ModelProviderSettings {
  readonly key?: Secret;
  readonly model?: string;
  readonly baseUrl?: string;
  /** `input/output` in USD for a million tokens, or `free`. */
  readonly price?: string;
}

export interface ModelsSettings extends Readonly<Record<ModelProvider, ModelProviderSettings>> {
  readonly when: 'on-proposal' | 'always' | 'never';
  readonly panel: readonly ModelProvider[];
  /** First the one to ask first. */
  readonly arbiters: readonly ModelProvider[];
  readonly sentiment?: ModelProvider;
  /** USD. */
  readonly dayBudget: string;
  /** Fraction of equity. */
  readonly dayBudgetEquityShare: string;
  /** USD. */
  readonly decisionBudget: string;
}

interface Values {
  get<T extends ConfigValue | undefined>(key: string): T;
  origin(key: string): string;
}

const ON_LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/;

const providerOf = (name: ModelProvider, read: Values): ModelProviderSettings => {
  const key = read.get<string | undefined>(`models.${name}.key`);
  const named = ['model', 'baseUrl', 'price'].flatMap((part) => {
    const value = read.get<string | undefined>(`models.${name}.${part}`);
    return value === undefined ? [] : [[part, value] as const];
  });
  const settings: ModelProviderSettings = {
    ...Object.fromEntries(named),
    ...(key !== undefined && { key: new Secret(key) }),
  };
  const { baseUrl } = settings;
  if (key !== undefined && baseUrl?.startsWith('http:') && !ON_LOOPBACK.test(baseUrl)) {
    throw new ConfigError(
      `models.${name}.baseUrl = ${baseUrl} (${read.origin(`models.${name}.baseUrl`)}): expected https, for the key ` +
        'would be readable for the network.',
    );
  }
  return settings;
};

/** What is missing of a provider that is to be asked. */
const missingOf = (name: ModelProvider, { key, model, baseUrl }: ModelProviderSettings): string | undefined => {
  if (name !== 'local') return key === undefined ? 'key' : undefined;
  return model === undefined ? 'model' : baseUrl === undefined ? 'baseUrl' : undefined;
};

export const modelsOf = (read: Values): ModelsSettings => {
  const providers = Object.fromEntries(MODEL_PROVIDERS.map((name) => [name, providerOf(name, read)])) as Readonly<
    Record<ModelProvider, ModelProviderSettings>
  >;
  const isThere = (name: ModelProvider): boolean => missingOf(name, providers[name]) === undefined;
  const complete = (key: string, names: readonly ModelProvider[]): readonly ModelProvider[] => {
    for (const name of names) {
      const missing = missingOf(name, providers[name]);
      if (missing !== undefined) {
        throw new ConfigError(`${key} names ${name} (${read.origin(key)}), but models.${name}.${missing} is not set.`);
      }
    }
    return names;
  };
  const listed = (key: string, otherwise: readonly ModelProvider[]): readonly ModelProvider[] =>
    complete(key, read.get<readonly ModelProvider[] | undefined>(key) ?? otherwise.filter(isThere));
  const panel = listed('models.panel', MODEL_PROVIDERS);
  const reader = read.get<ModelProvider | undefined>('models.sentiment');
  const [sentiment] = reader === undefined ? panel : complete('models.sentiment', [reader]);
  return {
    ...providers,
    when: read.get('models.when'),
    panel,
    arbiters: listed('models.arbiters', ['deepseek', 'anthropic']),
    ...(sentiment !== undefined && { sentiment }),
    dayBudget: read.get('models.dayBudget'),
    dayBudgetEquityShare: read.get('models.dayBudgetEquityShare'),
    decisionBudget: read.get('models.decisionBudget'),
  };
};
