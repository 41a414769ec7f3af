import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OperatorDesk } from '../../../application/desk/operator-desk.js';
import { OutsideDesk } from '../../../application/desk/outside-desk.js';
import { CommandRunner } from '../../../application/messaging/command-runner.js';
import { Dispatcher } from '../../../application/messaging/dispatcher.js';
import { MessageDesk } from '../../../application/messaging/topics/message-desk.js';
import { Topics } from '../../../application/messaging/topics/topics.js';
import type { Logger } from '../../../application/ports/logger.port.js';
import { RandomAgentTokens } from '../../auth/random-agent-tokens.js';
import { WallClock } from '../../clock/wall-clock.js';
import type { Config } from '../../config/config.js';
import { serveDashboard } from '../../interfaces/dashboard/serve-dashboard.js';
import { configureRest, createRestAdapter } from '../../interfaces/rest/configure-rest.js';
import { RestModule } from '../../interfaces/rest/rest.module.js';
import { DeskModule } from '../desk.module.js';
import { expireOverrides } from '../expire-overrides.js';
import { LiveDeskView, type LiveDeskParts } from '../live-desk-view.js';
import type { Storage } from '../open-storage.js';
import type { Closers } from './closers.js';
import { LeaseWatch } from './lease-watch.js';
import { engineLease, PROJECTOR_LEASE } from './role.js';

export interface ApiOptions extends Pick<LiveDeskParts, 'engineHere' | 'projectorHere'> {
  readonly config: Config;
  readonly storage: Storage;
  /** Folder of the dashboard's built pages. */
  readonly pages: string;
  readonly logger: Logger;
  readonly opened: Closers;
}

export interface Api {
  readonly url: string;
  /** The engine or the projector of this process has something new. */
  readonly changed: () => void;
}

/** Serves pages, REST and live events, and takes requests of people as facts. It holds no engine. */
export const serveApi = async (options: ApiOptions): Promise<Api> => {
  const { config, storage, pages, logger, opened } = options;
  const { store, readStore, archive } = storage;
  const accountId = config.account.id;
  const runner = new CommandRunner(store, { snapshots: storage.snapshots, logger, shared: true });
  const commands = await NestFactory.createApplicationContext(DeskModule.over(store, runner), { logger: ['error'] });
  opened.add(() => commands.close());
  const watch = new LeaseWatch(storage.leases, [engineLease(accountId), PROJECTOR_LEASE], logger);
  await watch.start();
  opened.add(() => watch.stop());
  const { engineHere, projectorHere } = options;
  const view = new LiveDeskView({ accountId, store, runner, watch, engineHere, projectorHere });
  const clock = { now: () => view.requestTime() };
  const dispatcher = commands.get(Dispatcher);
  const control = new OperatorDesk({
    accountId,
    store,
    runner,
    dispatcher,
    clock,
    wallClock: new WallClock(),
    market: { quotes: () => view.quotes() },
    absence: () => view.noEngine(),
  });
  opened.add(expireOverrides(control, readStore, logger));
  const messages = new MessageDesk({ runner, dispatcher, clock });
  const outside = new OutsideDesk({ accountId, runner, dispatcher, messages, tokens: new RandomAgentTokens(), clock });
  const topics = new Topics({ store, clock, logger });
  opened.add(async () => topics.close());
  const served = { eventStore: store, readStore, candles: archive, desk: view, control, outside, topics, logger };
  const rest = RestModule.register(served);
  // What goes wrong here is thrown, and told in one line by the program.
  const app = await NestFactory.create<NestFastifyApplication>(rest, createRestAdapter(), { logger: false });
  opened.add(() => app.close());
  await configureRest(app);
  await serveDashboard(app, pages);
  const { host, port } = config.http;
  await app.listen(port, host);
  return { url: await app.getUrl(), changed: () => view.changed() };
};
