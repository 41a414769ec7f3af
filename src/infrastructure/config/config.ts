import type { RiskPolicy } from '../../domain/account/risk/policy.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { PaperSettings } from '../../domain/matching/paper-settings.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { ModelsSettings } from './model-settings.js';

/** Which parts of the desk this process plays. */
export type RoleSetting = 'all' | 'api' | 'engine' | 'projector';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** `embedded` lives in `data.dir`. */
export type DatabaseSetting = { readonly kind: 'embedded' } | { readonly kind: 'url'; readonly url: string };

/** Where the log is. With a PostgreSQL (`embedded`, `url`) everything else is there too. */
export type StoreSetting =
  DatabaseSetting | { readonly kind: 'memory' } | { readonly kind: 'eventstoredb'; readonly url: string };

export interface MarketSettings {
  readonly kind: 'synthetic' | 'files';
  readonly seed: number;
  readonly startAt: UnixMs;
  readonly instruments: readonly InstrumentId[];
  /** Days traded through at full speed at the first start. */
  readonly historyDays: number;
  /** Market seconds per second. */
  readonly speed: number;
  /** Absolute paths; empty for a synthetic market. */
  readonly files: Readonly<Partial<Record<InstrumentId, string>>>;
}

/** What the sentiment agent reads. */
export interface SentimentSettings {
  /** Absolute path of a folder or a feed file; absent where nothing is read. */
  readonly feed?: string;
  readonly maxAgeHours: number;
}

/** All settings of the program, checked and complete. */
export interface Config {
  readonly mode: 'paper';
  readonly role: RoleSetting;
  readonly http: { readonly host: string; readonly port: number };
  /** `dir` is absolute. */
  readonly data: { readonly dir: string };
  readonly store: StoreSetting;
  /** Beside a log in EventStoreDB. */
  readonly database: DatabaseSetting;
  readonly eventstore: { readonly plainText: boolean };
  readonly account: { readonly id: string; readonly deposit: DecimalString };
  readonly market: MarketSettings;
  readonly risk: RiskPolicy;
  readonly paper: PaperSettings;
  readonly models: ModelsSettings;
  readonly sentiment: SentimentSettings;
  readonly log: { readonly level: LogLevel };
}
