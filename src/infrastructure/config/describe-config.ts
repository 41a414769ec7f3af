import type { Config, StoreSetting } from './config.js';
import { CONFIG_KEYS } from './config-keys.js';
import { maskPassword } from './layers.js';
import type { LoadedConfig } from './load-config.js';

const storeText = (store: StoreSetting): string =>
  store.kind === 'url' ? maskPassword(store.url) : store.kind === 'embedded' ? 'postgres' : 'memory';

/** The effective value of a key as text; undefined where nothing is set. */
const valueOf = (config: Config, key: string): string | undefined => {
  if (key === 'store') return storeText(config.store);
  if (key === 'market.startAt') return new Date(config.market.startAt).toISOString();
  let at: unknown = config;
  for (const name of key.split('.')) at = (at as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (Array.isArray(at)) return at.join(',');
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : undefined;
};

export interface DescribedSetting {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Every setting in effect and where it comes from. Passwords are masked. */
export const describeConfig = ({ config, origins }: LoadedConfig): readonly DescribedSetting[] =>
  CONFIG_KEYS.flatMap(({ key }) => {
    const value = valueOf(config, key);
    return value === undefined ? [] : [{ key, value, origin: origins.get(key) ?? 'default' }];
  });
