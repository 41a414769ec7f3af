// A whole desk at full speed in a process of its own, to be killed: embedded PostgreSQL, synthetic market, paper venue.
// With "node" its log is in that EventStoreDB; it ends with STORE_AWAY where it can't begin or end without it.
// Usage: node desk-child.mjs '{"dataDir": "...", "node": "esdb://...", "seed": 7, "until": 1736200000000, "drop": ["clientOrderId"]}'
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { CommandRunner } from '../../dist/application/messaging/command-runner.js';
import { Dispatcher } from '../../dist/application/messaging/dispatcher.js';
import { StoreUnavailable } from '../../dist/application/ports/event-store.port.js';
import { DEFAULT_POLICY } from '../../dist/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../dist/domain/matching/paper-settings.js';
import { assembleDesk } from '../../dist/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../dist/infrastructure/bootstrap/desk.module.js';
import { openStorage } from '../../dist/infrastructure/bootstrap/open-storage.js';
import { EventStoreDbStartError } from '../../dist/infrastructure/event-store/eventstoredb/start-error.js';
import { SyntheticMarketData } from '../../dist/infrastructure/market-data/synthetic/synthetic-market-data.js';
import { PROJECTIONS } from '../../dist/projections/registry.js';
import { ProjectionRunner } from '../../dist/projections/runner/projection-runner.js';

export const TRADING_FROM = Date.UTC(2025, 0, 6);

/** Pause before a step that the store refused is taken again. */
const RETRY_MS = 20;
/** Exit code of a desk that its store left alone. */
export const STORE_AWAY = 75;

/** The read models have so long to reach the head at a calm end. */
const CATCH_UP_MS = 30_000;

/** Opens the desk on a storage and runs it up to `until` (market time, unix ms; absent: for ever). */
export const runDesk = async ({ storage, seed, until = Infinity, drop = [], volumeShare = '0.002' }) => {
  const data = new SyntheticMarketData({ seed, startAt: TRADING_FROM });
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
  const dropped = new Set(drop);
  const onPlace = (id, attempt) => (attempt === 1 && dropped.has(id) ? 'drop' : 'deliver');
  const settings = {
    accountId: 'main',
    mode: 'paper',
    policy: DEFAULT_POLICY,
    // Little volume, so that partial fills are common.
    paper: { ...DEFAULT_PAPER, volumeShare },
    deposit: '10000',
    tradingFrom: TRADING_FROM,
  };
  const adapters = {
    ...storage,
    data,
    runner: app.get(CommandRunner),
    dispatcher: app.get(Dispatcher),
    faults: { onPlace },
  };
  const { desk, run, clock, venue } = assembleDesk(settings, adapters);
  await run.start();
  while (clock.now() < until) await nextUntilTaken(run);
  await desk.stop();
  await run.flush();
  return { app, venue, runner: app.get(CommandRunner), at: clock.now() };
};

/** As the running program does: while the store is away the same step is taken again. */
const nextUntilTaken = async (run) => {
  for (;;) {
    try {
      return await run.next();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await sleep(RETRY_MS);
    }
  }
};

const say = (line) => process.stdout.write(`${line}\n`);

/** Names each commit of facts of money and orders, and of rows, so that whoever kills can choose such a moment. */
const aloud = ({ store, readStore, ...rest }) => {
  const append = store.append.bind(store);
  store.append = async (stream, facts, expected) => {
    const quiet = stream.startsWith('signal-') || stream.startsWith('coordinator-');
    if (!quiet) say(`begin fact ${facts[0]?.type}`);
    const result = await append(stream, facts, expected);
    if (!quiet) say(`stored fact ${facts[0]?.type}`);
    return result;
  };
  const claim = readStore.claim.bind(readStore);
  readStore.claim = async (shape, storeId) => {
    const writer = await claim(shape, storeId);
    const commit = writer.commit.bind(writer);
    writer.commit = async (changes, progress) => {
      if (changes.length > 0) say(`begin rows ${shape.name}`);
      await commit(changes, progress);
      if (changes.length > 0) say(`stored rows ${shape.name}`);
    };
    return writer;
  };
  return { store, readStore, ...rest };
};

/** @throws when a read model does not get to the end of the log */
const readModelsAtHead = async ({ store, readStore }, projections) => {
  const head = await store.head();
  const reached = await Promise.all(PROJECTIONS.map(({ name }) => readStore.reaches(name, head, CATCH_UP_MS)));
  if (reached.includes(false)) {
    throw new Error(`read models are not at ${head}: ${JSON.stringify(projections.statuses())}`);
  }
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { dataDir, node, ...options } = JSON.parse(process.argv[2]);
  process.on('uncaughtException', (error) => {
    console.error(error);
    process.exit(error instanceof StoreUnavailable || error instanceof EventStoreDbStartError ? STORE_AWAY : 1);
  });
  const database = { kind: 'embedded', dataDir };
  const choice = node === undefined ? database : { kind: 'eventstoredb', url: node, database };
  const storage = aloud(await openStorage(choice));
  say('open');
  const projections = new ProjectionRunner(storage.store, storage.readStore);
  await projections.start();
  const { app } = await runDesk({ storage, ...options });
  await readModelsAtHead(storage, projections);
  await projections.stop();
  await app.close();
  await storage.close();
  say('done');
  // What a library still holds open must not keep an ended desk alive.
  process.exit(0);
}
