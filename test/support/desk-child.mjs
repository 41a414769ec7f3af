// A whole desk at full speed in a process of its own, to be killed: embedded PostgreSQL, synthetic market, paper venue.
// Usage: node desk-child.mjs '{"dataDir": "...", "seed": 7, "until": 1736200000000, "drop": ["clientOrderId"]}'
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandRunner } from '../../dist/application/messaging/command-runner.js';
import { Dispatcher } from '../../dist/application/messaging/dispatcher.js';
import { DEFAULT_POLICY } from '../../dist/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../dist/domain/matching/paper-settings.js';
import { assembleDesk } from '../../dist/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../dist/infrastructure/bootstrap/desk.module.js';
import { openStorage } from '../../dist/infrastructure/bootstrap/open-storage.js';
import { SyntheticMarketData } from '../../dist/infrastructure/market-data/synthetic/synthetic-market-data.js';

export const TRADING_FROM = Date.UTC(2025, 0, 6);

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
  while (clock.now() < until) await run.next();
  await desk.stop();
  await run.flush();
  return { app, venue, runner: app.get(CommandRunner), at: clock.now() };
};

/** Names each fact of money and orders as it is stored, so that whoever kills can choose such a moment. */
const aloud = (storage) => {
  const append = storage.store.append.bind(storage.store);
  storage.store.append = async (stream, facts, expected) => {
    const quiet = stream.startsWith('signal-') || stream.startsWith('coordinator-');
    if (!quiet) process.stdout.write(`begin ${facts[0]?.type}\n`);
    const result = await append(stream, facts, expected);
    if (!quiet) process.stdout.write(`stored ${facts[0]?.type}\n`);
    return result;
  };
  return storage;
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { dataDir, ...options } = JSON.parse(process.argv[2]);
  const storage = await openStorage({ kind: 'embedded', dataDir });
  process.stdout.write('open\n');
  const { app } = await runDesk({ storage: aloud(storage), ...options });
  await app.close();
  await storage.close();
  process.stdout.write('done\n');
  // What a library still holds open must not keep an ended desk alive.
  process.exit(0);
}
