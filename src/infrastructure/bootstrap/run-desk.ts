import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OperatorDesk } from '../../application/desk/operator-desk.js';
import { CommandRunner } from '../../application/messaging/command-runner.js';
import { Dispatcher } from '../../application/messaging/dispatcher.js';
import { StoreUnavailable } from '../../application/ports/event-store.port.js';
import { ProjectionRunner } from '../../projections/runner/projection-runner.js';
import type { Config } from '../config/config.js';
import { WallClock } from '../clock/wall-clock.js';
import { serveDashboard } from '../interfaces/dashboard/serve-dashboard.js';
import { configureRest, createRestAdapter } from '../interfaces/rest/configure-rest.js';
import { RestModule } from '../interfaces/rest/rest.module.js';
import { PinoLogger } from '../telemetry/pino-logger.js';
import { assembleDesk, type AssembledDesk } from './assemble-desk.js';
import { DeskModule } from './desk.module.js';
import { expireOverrides } from './expire-overrides.js';
import { LiveDeskView } from './live-desk-view.js';
import { marketOf, type ChosenMarket } from './market-of.js';
import { openStorage, type Storage } from './open-storage.js';
import { liveThrough, Pace } from './pace.js';
import type { Patience } from './patiently.js';
import { keepToOneMarket } from './same-market.js';
import type { StartScreen } from './start-screen.js';

export interface RunOptions {
  readonly config: Config;
  /** Folder of the dashboard's built pages. */
  readonly pages: string;
  readonly screen: StartScreen;
  /** The desk cannot go on trading. */
  readonly onFailure: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export interface RunningDesk {
  readonly url: string;
  /** What a person is told about the source of its prices. */
  readonly market: string;
  /** Ends with the present step of the market; nothing is lost. */
  stop(): Promise<void>;
}

/** What has been opened so far, to be closed in the reverse order, at the stop or when a later step fails. */
class Opened {
  private readonly closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }
}

interface Parts {
  readonly options: RunOptions;
  readonly storage: Storage;
  readonly commands: INestApplicationContext;
  readonly market: ChosenMarket;
  readonly assembled: AssembledDesk;
  readonly projections: ProjectionRunner;
  readonly view: LiveDeskView;
}

const STORE_WORDS = {
  creating: 'creating the data folder',
  starting: 'starting PostgreSQL',
  adopting: 'taking over the PostgreSQL that an earlier run left',
  ready: 'PostgreSQL is ready',
} as const;

const openTheStore = ({ config, screen }: RunOptions): Promise<Storage> => {
  const { store, data } = config;
  if (store.kind !== 'embedded') return openStorage(store);
  return openStorage({ kind: 'embedded', dataDir: data.dir, onProgress: (step) => screen.line(STORE_WORDS[step]) });
};

const assemble = async (options: RunOptions, storage: Storage, opened: Opened): Promise<Parts> => {
  const { config } = options;
  const market = marketOf(config);
  await keepToOneMarket(storage, market);
  const commands = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
  opened.add(() => commands.close());
  const { account, mode, risk, paper } = config;
  const settings = {
    accountId: account.id,
    mode,
    policy: risk,
    paper,
    deposit: account.deposit,
    tradingFrom: market.tradingFrom,
  };
  const runner = commands.get(CommandRunner);
  const dispatcher = commands.get(Dispatcher);
  const assembled = assembleDesk(settings, { ...storage, data: market.data, runner, dispatcher });
  const projections = new ProjectionRunner(storage.store, storage.readStore);
  const view = new LiveDeskView({
    label: market.data.label,
    accountId: account.id,
    maxPriceAgeMs: risk.maxPriceAgeMs,
    market: assembled.market,
    board: assembled.desk.board,
    clock: assembled.clock,
    store: storage.store,
    runner,
    projections,
  });
  return { options, storage, commands, market, assembled, projections, view };
};

const listen = async ({ options, storage, commands, assembled, view }: Parts, opened: Opened): Promise<string> => {
  const { config, pages } = options;
  const { clock, market } = assembled;
  const control = new OperatorDesk({
    accountId: config.account.id,
    store: storage.store,
    runner: commands.get(CommandRunner),
    dispatcher: commands.get(Dispatcher),
    clock,
    wallClock: new WallClock(),
    market,
  });
  const logger = new PinoLogger(config.log.level);
  opened.add(expireOverrides(control, storage.readStore, logger));
  const rest = RestModule.register({
    eventStore: storage.store,
    readStore: storage.readStore,
    candles: storage.archive,
    desk: view,
    control,
    logger,
  });
  // What goes wrong here is thrown, and told in one line by the program.
  const app = await NestFactory.create<NestFastifyApplication>(rest, createRestAdapter(), { logger: false });
  opened.add(() => app.close());
  await configureRest(app);
  await serveDashboard(app, pages);
  const { host, port } = config.http;
  await app.listen(port, host);
  return app.getUrl();
};

/** What the health page says while the store is away and the desk waits for it. */
const troubleShown = (view: LiveDeskView): Omit<Patience, 'signal'> => ({
  onTrouble: ({ message }) => view.changed({ trouble: { component: 'trading loop', status: 'down', detail: message } }),
  onRecovery: () => view.changed({ trouble: null }),
});

/** The past is traded through at full speed at a first start; later starts find it in the log. */
const liveThePast = async ({ options, market, assembled, view }: Parts): Promise<void> => {
  const { clock, run } = assembled;
  if (clock.now() >= market.livedUntil) return;
  const begun = performance.now();
  const days = ((market.livedUntil - clock.now()) / 86_400_000).toFixed(1);
  const bar = options.screen.progress('living through the past');
  const from = clock.now();
  const update = (share: number): void => {
    bar.update(share);
    view.changed({ speed: Math.round((clock.now() - from) / (performance.now() - begun)) });
  };
  const patience = { ...troubleShown(view), signal: options.signal };
  await liveThrough({ run, clock }, market.livedUntil, update, patience);
  bar.done(`lived through ${days} days of market in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
};

/** Spares the next start some work; without it that start makes up for it from the log. */
const atRest = async ({ desk, run }: AssembledDesk): Promise<void> => {
  try {
    await desk.stop();
    await run.flush();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
};

const keepPace = ({ options, assembled, view, storage }: Parts, opened: Opened): void => {
  const { speed } = options.config.market;
  const pace = new Pace({
    ...assembled,
    ...troubleShown(view),
    speed,
    onStep: () => {
      const { lastAppended } = assembled.desk;
      if (lastAppended !== undefined) view.changed({ head: lastAppended });
    },
    onFailure: options.onFailure,
    onEnd: () => view.changed({ speed: 0 }),
  });
  pace.start();
  view.changed({ speed });
  opened.add(async () => {
    await pace.stop();
    if (storage.store.health().status === 'up') await atRest(assembled);
  });
};

/** Starts everything in order; a step that fails closes what was opened before it. */
export const runDesk = async (options: RunOptions): Promise<RunningDesk> => {
  const opened = new Opened();
  try {
    const storage = await openTheStore(options);
    opened.add(() => storage.close());
    const parts = await assemble(options, storage, opened);
    await parts.projections.start();
    opened.add(() => parts.projections.stop());
    const url = await listen(parts, opened);
    options.screen.line(`pages and API are open at ${url}`);
    await parts.assembled.run.start();
    options.screen.line(
      `the market is warm, the desk stands at ${new Date(parts.assembled.clock.now()).toISOString()}`,
    );
    await liveThePast(parts);
    keepPace(parts, opened);
    return { url, market: parts.market.data.label, stop: () => opened.close() };
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
};
