/**
 * From a proposal in the log to the fact that permits its order's one submission, on PostgreSQL with the product's own
 * settings: assessed by the risk engine, approved, the order made, submitted; four commits, each on the disk.
 */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { compare } from './frame/compare.mjs';
import { versionsOf } from './frame/machine.mjs';
import { quantile } from './frame/statistics.mjs';
import { msToOrder } from './proposal-to-order/one-proposal.mjs';
import { timed } from './proposal-to-order/timed-store.mjs';
import { CommandRunner } from '../../dist/application/messaging/command-runner.js';
import { Dispatcher } from '../../dist/application/messaging/dispatcher.js';
import { DeskModule } from '../../dist/infrastructure/bootstrap/desk.module.js';
import { openStorage } from '../../dist/infrastructure/bootstrap/open-storage.js';

const PROPOSALS = Number(process.env.PROPOSALS ?? 200);
const P99_LIMIT_MS = 50;

const dataDir = mkdtempSync(join(tmpdir(), 'tribune-bench-order-'));
const storage = await openStorage({ kind: 'embedded', dataDir });
try {
  const writtenAt = timed(storage.store);
  const runner = new CommandRunner(storage.store, { snapshots: storage.snapshots });
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store, runner), { logger: ['error'] });
  const parts = { runner, dispatcher: app.get(Dispatcher), writtenAt };
  let n = 0;
  await compare({
    title: 'proposal to submitted order',
    unit: 'ms',
    sizes: `${PROPOSALS} proposals a round`,
    versions: versionsOf('pg'),
    rounds: 5,
    measure: async () => {
      const times = [];
      for (let i = 0; i < PROPOSALS; i++) times.push(await msToOrder(n++, storage, parts));
      return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
    },
    goals: [{ of: 'p99', atMost: P99_LIMIT_MS }],
  });
  await app.close();
} finally {
  await storage.close();
  rmSync(dataDir, { recursive: true, force: true });
}
