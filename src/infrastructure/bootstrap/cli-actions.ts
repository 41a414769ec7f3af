import { resolve } from 'node:path';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';
import { EVENTSTORE_SCHEME } from '../config/value-kind.js';
import { configurationPage } from '../config/configuration-page.js';
import { describeConfig } from '../config/describe-config.js';
import { callerFolderOf, loadConfig, type LoadedConfig } from '../config/load-config.js';
import type {
  BacktestOptions,
  CliActions,
  ExplainOptions,
  LogExportOptions,
  SettingOptions,
} from '../interfaces/cli/actions.js';
import { accountStateAt, explainRisk, type ExplainRequest } from './explain-risk.js';
import { riskRulesPage } from '../config/risk-rules-page.js';
import { copyLogBetween } from './copy-log.js';
import { exportLog } from './export-log.js';
import type { DatabasePlace, LogPlace } from './open-log.js';
import { projectionActions } from './projection-actions.js';
import { verifyDesk } from './verify-desk.js';
import { runBacktest, type BacktestRequest } from './run-backtest.js';

/** Paths are relative to where the command was typed, not to where npm runs it. */
const pathOf = (typed: string): string => resolve(callerFolderOf(), typed);

const settingsOf = ({ config, set = [] }: SettingOptions, flags: Readonly<Record<string, string>> = {}): LoadedConfig =>
  loadConfig({ ...(config === undefined ? {} : { file: config }), set, flags });

/** `postgres` is a server of the backtest's own, whatever database the desk has. */
const storeOf = ({ store }: Config, typed: string): BacktestRequest['store'] => {
  if (typed === 'postgres') return { kind: 'embedded' };
  if (store.kind !== 'eventstoredb') return store;
  throw new ConfigError(
    'store: the log of a backtest goes to memory, postgres, or postgres://user@host:port/database.',
  );
};

const backtestRequest = (options: BacktestOptions): BacktestRequest => {
  const flags = { store: options.store, ...(options.seed === undefined ? {} : { 'paper.seed': options.seed }) };
  const { config } = settingsOf(options, flags);
  const { from, to, clearHaltAfterMs, votes, log, equity } = options;
  return {
    candles: Object.fromEntries(Object.entries(options.candles).map(([id, file]) => [id, pathOf(file)])),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    store: storeOf(config, options.store),
    accountId: config.account.id,
    deposit: config.account.deposit,
    policy: config.risk,
    paper: config.paper,
    ...(clearHaltAfterMs === undefined ? {} : { clearHaltAfterMs }),
    ...(votes === undefined ? {} : { votesFile: pathOf(votes), askWhen: config.models.when }),
    ...(log === undefined ? {} : { logFile: pathOf(log) }),
    ...(equity === undefined ? {} : { equityFile: pathOf(equity) }),
  };
};

const besideNode = ({ database, data }: Config): DatabasePlace =>
  database.kind === 'url' ? { url: database.url } : { dataDir: data.dir };

const nodeOf = (url: string, config: Config): LogPlace => ({
  node: { url, allowPlainText: config.eventstore.plainText },
  database: besideNode(config),
});

/** A folder or a URL of the command line stands above the settings. */
const placeOf = (options: Pick<LogExportOptions, 'data' | 'store' | 'config' | 'set'>): LogPlace => {
  const flags = {
    ...(options.data === undefined ? {} : { 'data.dir': options.data }),
    ...(options.store === undefined ? {} : { store: options.store }),
  };
  const { config } = settingsOf(options, flags);
  const { store, data } = config;
  if (store.kind === 'memory') throw new ConfigError('store = memory keeps no log after the stop: nothing to read.');
  if (store.kind === 'eventstoredb') return nodeOf(store.url, config);
  return store.kind === 'url' && options.data === undefined ? { url: store.url } : { dataDir: data.dir };
};

/** A place as it is typed: a URL, or a data folder. */
const namedPlace = (text: string, config: Config): LogPlace => {
  if (EVENTSTORE_SCHEME.test(text)) return nodeOf(text, config);
  if (/^postgres(ql)?:\/\//.test(text)) return { url: text };
  if (/^[a-z+]+:\/\//i.test(text))
    throw new ConfigError(`${text}: expected postgres://..., eventstoredb://..., or the data folder of a desk.`);
  return { dataDir: pathOf(text) };
};

const explainRequest = (options: ExplainOptions): ExplainRequest => {
  const { intent, state, at } = options;
  return {
    accountId: settingsOf(options).config.account.id,
    ...(intent === undefined ? {} : { intentFile: pathOf(intent) }),
    from: state === undefined ? { place: placeOf(options), position: at ?? '' } : { stateFile: pathOf(state) },
  };
};

/** The commands of the command line over the real parts. */
export const cliActions: CliActions = {
  backtest: (options, onProgress, signal) =>
    runBacktest({ ...backtestRequest(options), signal, ...(onProgress ? { onProgress } : {}) }),
  exportLog: (options, signal) => exportLog(placeOf(options), pathOf(options.to), signal),
  copyLog: (options, onProgress, signal) => {
    const { config } = settingsOf(options);
    const request = {
      from: namedPlace(options.from, config),
      to: namedPlace(options.to, config),
      accountId: config.account.id,
      switchDesk: options.switch ?? false,
    };
    return copyLogBetween(request, ({ phase, facts, of }) => {
      if (signal.aborted) throw new Error('Interrupted: run it again, and it goes on from here.');
      onProgress(phase, facts, of);
    });
  },
  verify: (options, signal) => verifyDesk(placeOf(options), signal),
  projections: projectionActions((options) => placeOf(options)),
  explainRisk: (options) => explainRisk(explainRequest(options)),
  accountState: (options) => accountStateAt(placeOf(options), settingsOf(options).config.account.id, options.at),
  riskRulesPage,
  settings: (options) => describeConfig(settingsOf(options)),
  settingsPage: configurationPage,
  deskAddress: (options) => {
    const { host, port } = settingsOf(options).config.http;
    return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  },
};
