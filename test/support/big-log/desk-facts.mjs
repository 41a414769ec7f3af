/** What the built desk (dist/) writes over the pretend market; for benches and by hand, where no TypeScript is. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

const DIST = new URL('../../../dist/', import.meta.url);
const load = (path) => import(new URL(path, DIST).href);
const TRADING_FROM = Date.UTC(2025, 0, 6);
const DAY_MS = 86_400_000;

/** The facts of some days with at most one open position, so that the account is flat now and then. */
export const deskFacts = async ({ seed = 7, days = 5 } = {}) => {
  const { openMemory } = await load('infrastructure/bootstrap/open-storage.js');
  const { assembleDesk } = await load('infrastructure/bootstrap/assemble-desk.js');
  const { DeskModule } = await load('infrastructure/bootstrap/desk.module.js');
  const { CommandRunner } = await load('application/messaging/command-runner.js');
  const { Dispatcher } = await load('application/messaging/dispatcher.js');
  const { DEFAULT_POLICY } = await load('domain/account/risk/policy.js');
  const { DEFAULT_PAPER } = await load('domain/matching/paper-settings.js');
  const { SyntheticMarketData } = await load('infrastructure/market-data/synthetic/synthetic-market-data.js');
  const storage = openMemory();
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
  const settings = {
    accountId: 'main',
    mode: 'paper',
    policy: { ...DEFAULT_POLICY, maxOpenPositions: 1 },
    paper: { ...DEFAULT_PAPER, volumeShare: '0.002' },
    deposit: '10000',
    tradingFrom: TRADING_FROM,
  };
  const data = new SyntheticMarketData({ seed, startAt: TRADING_FROM });
  const parts = { ...storage, data, runner: app.get(CommandRunner), dispatcher: app.get(Dispatcher) };
  const { run, clock } = assembleDesk(settings, parts);
  await run.start();
  while (clock.now() < TRADING_FROM + days * DAY_MS && (await run.next()));
  await app.close();
  const facts = [];
  for await (const fact of storage.store.readAll()) facts.push(fact);
  return facts;
};

/** An event store over the database, its tables made if they are missing. */
export const openLog = async (url) => {
  const { PostgresPool } = await load('infrastructure/postgres/pool.js');
  const { PostgresEventStore } = await load('infrastructure/event-store/postgres/postgres-event-store.js');
  const pool = new PostgresPool({ url });
  const store = await PostgresEventStore.open(pool);
  return {
    store,
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};
