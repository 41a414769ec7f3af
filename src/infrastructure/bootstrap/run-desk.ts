import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from '../../application/ports/logger.port.js';
import type { Config } from '../config/config.js';
import { PinoLogger } from '../telemetry/pino-logger.js';
import { marketOf } from './market-of.js';
import { openStorage, type Storage } from './open-storage.js';
import { serveApi, type Api } from './roles/api-role.js';
import { Closers } from './roles/closers.js';
import { EngineRole } from './roles/engine-role.js';
import { ProjectorRole } from './roles/projector-role.js';
import { plays } from './roles/role.js';
import { keepToOneMarket } from './same-market.js';
import { demandYoungerLog } from './younger-log.js';
import type { StartScreen } from './start-screen.js';
import { storageChoice } from './storage-choice.js';

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
  /** Of the pages and the API; '' in a process that serves none. */
  readonly url: string;
  /** What a person is told about the source of its prices; '' in a process without an engine. */
  readonly market: string;
  /** Ends with the present step of the market; nothing is lost. */
  stop(): Promise<void>;
}

/** A part of the desk alone needs what all parts can reach. */
export class NothingShared extends Error {
  override readonly name = 'NothingShared';
}

const STORE_WORDS = {
  creating: 'creating the data folder',
  starting: 'starting PostgreSQL',
  adopting: 'taking over the PostgreSQL that an earlier run left',
  ready: 'PostgreSQL is ready',
} as const;

const openTheStore = ({ config, screen }: RunOptions): Promise<Storage> => {
  const { role } = config;
  const onProgress = (step: keyof typeof STORE_WORDS) => screen.line(STORE_WORDS[step]);
  const onWarning = (warning: string) => screen.line(`warning: ${warning}`);
  const choice = storageChoice(config, onProgress, onWarning);
  const { kind } = choice.kind === 'eventstoredb' ? choice.database : choice;
  if (role !== 'all' && kind !== 'url') {
    throw new NothingShared(
      `role = ${role} needs a PostgreSQL that the other roles reach too: name it with --store postgres://..., or beside ` +
        'a log in EventStoreDB with --set database=postgres://...',
    );
  }
  return openStorage(choice);
};

/** The parts of the desk that this process plays. */
class Parts {
  private readonly owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  private readonly logger: Logger;
  private engine: EngineRole | undefined;
  private projector: ProjectorRole | undefined;
  private api: Api | undefined;

  constructor(
    private readonly options: RunOptions,
    private readonly storage: Storage,
    private readonly opened: Closers,
  ) {
    this.logger = new PinoLogger(options.config.log.level);
  }

  async project(): Promise<void> {
    const { storage, owner, logger } = this;
    const projector = new ProjectorRole({ storage, owner, logger, onFailure: this.options.onFailure });
    this.projector = projector;
    this.opened.add(() => projector.stop());
    const standing = await projector.start();
    if (standing === 'standby') this.options.screen.line('another projector is active, this one stands by');
  }

  async serve(): Promise<string> {
    const { config, pages, screen } = this.options;
    const { storage, logger, opened } = this;
    const here = { engineHere: () => this.engine?.now(), projectorHere: () => this.projector?.now() };
    this.api = await serveApi({ ...here, config, storage, pages, logger, opened });
    screen.line(`pages and API are open at ${this.api.url}`);
    return this.api.url;
  }

  async trade(): Promise<void> {
    const { config, screen, signal, onFailure } = this.options;
    const { storage, owner, logger } = this;
    const onChange = (): void => this.api?.changed();
    const engine = new EngineRole({ config, storage, owner, screen, logger, signal, onChange, onFailure });
    this.engine = engine;
    this.opened.add(() => engine.stop());
    const standing = await engine.start();
    if (standing === 'standby') screen.line('another engine of this account is active, this one stands by');
  }
}

/** Starts what the role asks for, in order; a step that fails closes what was opened before it. */
export const runDesk = async (options: RunOptions): Promise<RunningDesk> => {
  const { config } = options;
  const opened = new Closers();
  try {
    const storage = await openTheStore(options);
    opened.add(() => storage.close());
    const trades = plays(config.role, 'engine');
    const market = trades ? marketOf(config) : undefined;
    if (market) await keepToOneMarket(storage, market);
    if (trades) await demandYoungerLog(storage, config.account.id);
    const parts = new Parts(options, storage, opened);
    if (plays(config.role, 'projector')) await parts.project();
    const url = plays(config.role, 'api') ? await parts.serve() : '';
    if (trades) await parts.trade();
    return { url, market: market?.data.label ?? '', stop: () => opened.close() };
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
};
