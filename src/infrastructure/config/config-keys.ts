import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { envNameOf, type ConfigKey } from './config-key.js';
import { MODEL_KEYS } from './model-keys.js';
import { PAPER_KEYS } from './paper-keys.js';
import { RISK_KEYS } from './risk-keys.js';
import { SENTIMENT_KEYS } from './sentiment-keys.js';

type Row = Omit<ConfigKey, 'env'> & { readonly env?: readonly string[] };

const keyed = (row: Row): ConfigKey => ({ ...row, env: row.env ?? [envNameOf(row.key)] });

const DESK_ROWS: readonly Row[] = [
  {
    key: 'mode',
    kind: { kind: 'choice', of: ['paper'] },
    fallback: 'paper',
    unit: '',
    what: 'Paper money; `live` is refused by this version',
  },
  {
    key: 'role',
    kind: { kind: 'choice', of: ['all', 'api', 'engine', 'projector'] },
    fallback: 'all',
    unit: '',
    what: 'What this process does: everything, or one part beside other processes on the same server',
  },
  {
    key: 'http.host',
    kind: { kind: 'text', pattern: /^[A-Za-z0-9.:[\]-]+$/, wanted: 'a host name or address' },
    fallback: '127.0.0.1',
    unit: '',
    what: 'Where the pages and the API listen: loopback only while there is no authentication',
    env: ['TRIBUNE_HOST', 'TRIBUNE_HTTP_HOST'],
  },
  {
    key: 'http.port',
    kind: { kind: 'integer', min: 0, max: 65_535 },
    fallback: 3_000,
    unit: 'port',
    what: '0 takes any free one',
    env: ['TRIBUNE_PORT', 'TRIBUNE_HTTP_PORT'],
  },
  {
    key: 'data.dir',
    kind: { kind: 'text', wanted: 'a folder' },
    fallback: '.data',
    unit: '',
    what: 'Holds the embedded store; made if absent. Relative to the file or folder that names it',
  },
  {
    key: 'store',
    kind: { kind: 'store' },
    fallback: 'postgres',
    unit: '',
    what:
      'Where the log is: `postgres` is the server of `database`; `memory` forgets everything at the stop; ' +
      '`eventstoredb://`, `esdb+discover://` or `kurrentdb://` a node or cluster; `postgres://` a server for all',
  },
  {
    key: 'database',
    kind: { kind: 'database' },
    fallback: 'embedded',
    unit: '',
    what: 'The PostgreSQL of read models, checkpoints and candles: `embedded` runs in data.dir; or the URL of a server',
    env: ['TRIBUNE_DATABASE', 'TRIBUNE_DATABASE_URL'],
  },
  {
    key: 'eventstore.plainText',
    kind: { kind: 'boolean' },
    fallback: false,
    unit: '',
    what: 'Reach an EventStoreDB on another machine without TLS (`tls=false`), readable for the network',
  },
  {
    key: 'account.id',
    kind: {
      kind: 'text',
      pattern: /^[A-Za-z0-9][A-Za-z0-9_.]{0,39}$/,
      wanted: 'up to 40 letters, digits, dots and underscores',
    },
    fallback: 'main',
    unit: '',
    what: 'Names the account and its streams',
  },
  {
    key: 'account.deposit',
    kind: { kind: 'decimal', max: '1000000000', positive: true },
    fallback: '10000',
    unit: 'USDT',
    what: 'What a new paper account holds',
  },
];

const MARKET_ROWS: readonly Row[] = [
  {
    key: 'market.kind',
    kind: { kind: 'choice', of: ['synthetic', 'files'] },
    fallback: 'synthetic',
    unit: '',
    what: 'A seeded pretend market, or recorded candles of market.files',
  },
  {
    key: 'market.seed',
    kind: { kind: 'integer', min: 0, max: 4_294_967_295 },
    fallback: 11,
    unit: '',
    what: 'The same seed makes the same pretend market',
  },
  {
    key: 'market.startAt',
    kind: { kind: 'instant' },
    fallback: '2026-01-05',
    unit: 'UTC',
    what: 'Where the first start finds the pretend market; the lived-through past lies before it',
  },
  {
    key: 'market.instruments',
    kind: { kind: 'instruments' },
    fallback: INSTRUMENT_IDS,
    unit: '',
    what: 'What is traded (text form: separated by commas)',
  },
  {
    key: 'market.historyDays',
    kind: { kind: 'integer', min: 0, max: 366 },
    fallback: 3,
    unit: 'days',
    what: 'Past that the desk trades through at full speed at its first start',
  },
  {
    key: 'market.speed',
    kind: { kind: 'integer', min: 1, max: 86_400 },
    fallback: 60,
    unit: 'market seconds per second',
    what: 'Pace of the pretend market afterwards',
  },
  ...INSTRUMENT_IDS.map((id) => ({
    key: `market.files.${id}`,
    kind: { kind: 'text' as const, wanted: 'a candle file' },
    unit: '',
    what: `Recorded candles of ${id}, for market.kind = files`,
  })),
  {
    key: 'log.level',
    kind: { kind: 'choice', of: ['debug', 'info', 'warn', 'error'] },
    fallback: 'info',
    unit: '',
    what: 'Least severe line that is logged',
  },
];

/** Every setting there is. */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  ...[...DESK_ROWS, ...MARKET_ROWS].map(keyed),
  ...RISK_KEYS,
  ...PAPER_KEYS,
  ...SENTIMENT_KEYS,
  ...MODEL_KEYS,
];

export const KEYS_BY_NAME: ReadonlyMap<string, ConfigKey> = new Map(CONFIG_KEYS.map((key) => [key.key, key]));
