import type { Config, DatabaseSetting } from './config.js';
import { CONFIG_KEYS } from './config-keys.js';
import { maskPassword } from './layers.js';
import { Secret } from './secret.js';
import type { LoadedConfig } from './load-config.js';

const databaseText = (database: DatabaseSetting): string =>
  database.kind === 'url' ? maskPassword(database.url) : 'embedded';

const storeText = ({ store, database }: Config): string => {
  if (store.kind === 'memory') return 'memory';
  // The server of `database` is told there.
  return store.kind === 'embedded' || store === database ? 'postgres' : maskPassword(store.url);
};

/** The effective value of a key as text; undefined where nothing is set. */
const valueOf = (config: Config, key: string): string | undefined => {
  if (key === 'store') return storeText(config);
  if (key === 'database') return databaseText(config.database);
  if (key === 'market.startAt') return new Date(config.market.startAt).toISOString();
  let at: unknown = config;
  for (const name of key.split('.')) at = (at as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (Array.isArray(at)) return at.join(',');
  if (at instanceof Secret) return String(at);
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
