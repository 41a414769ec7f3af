import { resolve } from 'node:path';
import { checkPolicy } from '../../domain/account/risk/policy-check.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../domain/account/risk/policy.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../domain/market/instrument.js';
import { DEFAULT_PAPER, type PaperSettings } from '../../domain/matching/paper-settings.js';
import type {
  Config,
  DatabaseSetting,
  LogLevel,
  MarketSettings,
  RoleSetting,
  SentimentSettings,
  StoreSetting,
} from './config.js';
import { ConfigError } from './config-error.js';
import { CONFIG_KEYS } from './config-keys.js';
import { type Entry, envLayer, fileLayer, flagLayer, setLayer } from './layers.js';
import { modelsOf } from './model-settings.js';
import { SHARED_FEES } from './paper-keys.js';
import { type ConfigValue, EVENTSTORE_SCHEME, instantOf } from './value-kind.js';

export interface ConfigSources {
  /** Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: the process's own; where the default file and the default data folder are looked for. */
  readonly cwd?: string;
  /** `--config`. */
  readonly file?: string;
  /** Other flags, by key. */
  readonly flags?: Readonly<Record<string, string>>;
  /** `--set` pairs. */
  readonly set?: readonly string[];
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each setting comes from, by key; the defaults are not in it. */
  readonly origins: ReadonlyMap<string, string>;
}

type Values = ReadonlyMap<string, Entry>;

/** Where the person stands who typed the command: npm itself runs in the package's folder. */
export const callerFolderOf = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  env['INIT_CWD'] ?? process.cwd();

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

const defaults = (cwd: string): readonly Entry[] =>
  CONFIG_KEYS.flatMap(({ key, fallback }) =>
    fallback === undefined ? [] : [{ key, value: fallback, origin: 'default', base: cwd }],
  );

const databaseOf = (text: string): DatabaseSetting =>
  text === 'embedded' ? { kind: 'embedded' } : { kind: 'url', url: text };

const storeOf = (text: string, database: DatabaseSetting): StoreSetting => {
  if (text === 'memory') return { kind: 'memory' };
  if (text === 'postgres') return database;
  if (EVENTSTORE_SCHEME.test(text)) return { kind: 'eventstoredb', url: text };
  if (database.kind === 'url' && database.url !== text) {
    throw new ConfigError(
      'store and database name two PostgreSQL servers: a log in PostgreSQL is in the same one as all else. ' +
        'Leave one of them out.',
    );
  }
  return { kind: 'url', url: text };
};

class Reader {
  constructor(private readonly values: Values) {}

  get<T extends ConfigValue | undefined>(key: string): T {
    return this.values.get(key)?.value as T;
  }

  path(key: string): string | undefined {
    const entry = this.values.get(key);
    return entry && resolve(entry.base, entry.value as string);
  }

  origin(key: string): string {
    return this.values.get(key)?.origin ?? 'default';
  }
}

const riskOf = (read: Reader): RiskPolicy => {
  const policy = Object.fromEntries(Object.keys(DEFAULT_POLICY).map((name) => [name, read.get(`risk.${name}`)]));
  const [first] = checkPolicy(policy);
  if (first) throw new ConfigError(`risk.${first.problem} (${read.origin(`risk.${first.key}`)}).`);
  return policy as unknown as RiskPolicy;
};

/** A fee that is set for the risk engine alone is what the pretend venue takes too. */
const paperOf = (read: Reader): PaperSettings => {
  const names = Object.keys(DEFAULT_PAPER).filter((name) => name !== 'halfSpreadPct');
  const follows = (name: string) =>
    SHARED_FEES.some((fee) => fee === name) && read.origin(`paper.${name}`) === 'default';
  const plain = names.map((name) => [name, read.get(follows(name) ? `risk.${name}` : `paper.${name}`)] as const);
  const spreads = INSTRUMENT_IDS.map((id) => [id, read.get(`paper.halfSpreadPct.${id}`)] as const);
  return { ...Object.fromEntries(plain), halfSpreadPct: Object.fromEntries(spreads) } as unknown as PaperSettings;
};

const sentimentOf = (read: Reader): SentimentSettings => {
  const feed = read.path('sentiment.feed');
  return { ...(feed === undefined ? {} : { feed }), maxAgeHours: read.get('sentiment.maxAgeHours') };
};

const marketOf = (read: Reader): MarketSettings => {
  const kind = read.get<'synthetic' | 'files'>('market.kind');
  const named = INSTRUMENT_IDS.flatMap((id) => {
    const path = read.path(`market.files.${id}`);
    return path === undefined ? [] : [[id, path] as const];
  });
  if (kind === 'files' && named.length === 0) {
    throw new ConfigError('market.kind = files needs at least one market.files.<instrument>, expected a candle file.');
  }
  return {
    kind,
    seed: read.get('market.seed'),
    startAt: instantOf(read.get<string>('market.startAt')) as number,
    instruments: read.get<readonly InstrumentId[]>('market.instruments'),
    historyDays: read.get('market.historyDays'),
    speed: read.get('market.speed'),
    files: kind === 'files' ? Object.fromEntries(named) : {},
  };
};

const hostOf = (read: Reader, env: Readonly<Record<string, string | undefined>>): string => {
  const host = read.get<string>('http.host');
  // Inside a container loopback is the container's own; who publishes the port must keep it on loopback (compose does).
  if (LOOPBACK.test(host) || env['TRIBUNE_IN_CONTAINER'] === '1') return host;
  throw new ConfigError(
    `http.host = ${host} (${read.origin('http.host')}): expected a loopback address as 127.0.0.1; without ` +
      'authentication nobody else may reach the desk (TRIBUNE_IN_CONTAINER=1 allows it inside a container).',
  );
};

/**
 * Shipped defaults, then the JSON file, the environment, flags, and `--set`; the later wins.
 * @throws ConfigError with one line that names the key
 */
export const loadConfig = (sources: ConfigSources = {}): LoadedConfig => {
  const { env = process.env, cwd = process.cwd(), flags = {}, set = [] } = sources;
  const caller = env['INIT_CWD'] ?? cwd;
  const given = [
    ...fileLayer(sources.file ?? env['TRIBUNE_CONFIG'], caller, cwd),
    ...envLayer(env, cwd),
    ...flagLayer(flags, caller),
    ...setLayer(set, caller),
  ];
  const values: Values = new Map([...defaults(cwd), ...given].map((entry) => [entry.key, entry]));
  const read = new Reader(values);
  const database = databaseOf(read.get('database'));
  const config: Config = {
    mode: 'paper',
    role: read.get<RoleSetting>('role'),
    http: { host: hostOf(read, env), port: read.get('http.port') },
    data: { dir: read.path('data.dir') as string },
    store: storeOf(read.get('store'), database),
    database,
    eventstore: { plainText: read.get('eventstore.plainText') },
    account: { id: read.get('account.id'), deposit: read.get('account.deposit') },
    market: marketOf(read),
    risk: riskOf(read),
    paper: paperOf(read),
    models: modelsOf(read),
    sentiment: sentimentOf(read),
    log: { level: read.get<LogLevel>('log.level') },
  };
  return { config, origins: new Map(given.map(({ key, origin }) => [key, origin])) };
};
