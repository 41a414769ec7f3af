import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request } from 'node:http';
import { OutsideDesk } from '../../src/application/desk/outside-desk.js';
import { MessageDesk } from '../../src/application/messaging/topics/message-desk.js';
import { Topics } from '../../src/application/messaging/topics/topics.js';
import type { DeskControl } from '../../src/application/ports/desk-control.port.js';
import { RandomAgentTokens } from '../../src/infrastructure/auth/random-agent-tokens.js';
import type { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { configureRest, createRestAdapter } from '../../src/infrastructure/interfaces/rest/configure-rest.js';
import { EventSettings } from '../../src/infrastructure/interfaces/rest/events/event-settings.js';
import { RestModule } from '../../src/infrastructure/interfaces/rest/rest.module.js';
import { MemoryCandleArchive } from '../../src/infrastructure/persistence/memory/memory-candle-archive.js';
import type { ReadStore } from '../../src/projections/read-store.port.js';
import { startOver } from './command-side.js';
import { KeptLog, NotingControl, StillDesk } from './still-desk.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** Parsed; undefined for an empty body. */
  readonly body: Record<string, unknown> & { readonly items: Record<string, unknown>[] };
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ServedDesk {
  readonly app: NestFastifyApplication;
  readonly port: number;
  readonly desk: StillDesk;
  readonly control: NotingControl;
  readonly candles: MemoryCandleArchive;
  readonly logger: KeptLog;
  readonly topics: Topics;
  readonly messages: MessageDesk;
  /** By path under /api/v1. */
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** By whole path. */
  askRoot(path: string, asked?: Asked): Promise<Answer>;
  close(): Promise<void>;
}

/** Node's own client: unlike fetch it lets a test say any Host. */
const askAt = (port: number, path: string, { method = 'GET', headers = {}, body }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        const parsed = (isJson ? JSON.parse(text) : {}) as Answer['body'];
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** The API on a real port of the loopback, over a log and a read store. */
export const serveDesk = async (
  eventStore: MemoryEventStore,
  readStore: ReadStore,
  events: Partial<EventSettings> = {},
  extend: (app: NestFastifyApplication) => Promise<void> = () => Promise.resolve(),
  realControl?: DeskControl,
  accountId = 'paper',
): Promise<ServedDesk> => {
  const desk = new StillDesk();
  const control = new NotingControl(eventStore);
  const candles = new MemoryCandleArchive();
  const logger = new KeptLog();
  const clock = { now: () => desk.now.marketTime };
  const commandSide = await startOver(eventStore, { shared: true });
  const messages = new MessageDesk({ ...commandSide, clock });
  const outside = new OutsideDesk({ ...commandSide, accountId, messages, tokens: new RandomAgentTokens(), clock });
  const topics = new Topics({ store: eventStore, clock, logger });
  const parts = {
    outside,
    topics,
    eventStore,
    readStore,
    candles,
    desk,
    control: realControl ?? control,
    logger,
    events: new EventSettings(events),
  };
  const app = await NestFactory.create<NestFastifyApplication>(RestModule.register(parts), createRestAdapter(), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await configureRest(app);
  await extend(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    app,
    port,
    desk,
    control,
    candles,
    logger,
    topics,
    messages,
    ask: (path, asked = {}) => askAt(port, `/api/v1${path}`, asked),
    askRoot: (path, asked = {}) => askAt(port, path, asked),
    close: () => app.close(),
  };
};
