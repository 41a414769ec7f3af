import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candle } from '../../src/domain/market/candle.js';
import { DAY } from '../../src/domain/shared/time.js';
import { copyLogBetween, type CopyRequest } from '../../src/infrastructure/bootstrap/copy-log.js';
import { openLog, type LogPlace } from '../../src/infrastructure/bootstrap/open-log.js';
import { engineLease } from '../../src/infrastructure/bootstrap/roles/role.js';
import { runBacktest } from '../../src/infrastructure/bootstrap/run-backtest.js';
import { PostgresCandleArchive } from '../../src/infrastructure/persistence/postgres/postgres-candle-archive.js';
import { PostgresCheckpoints } from '../../src/infrastructure/persistence/postgres/postgres-checkpoints.js';
import { PostgresLeases } from '../../src/infrastructure/persistence/postgres/postgres-leases.js';
import { openDataSource } from '../../src/infrastructure/persistence/typeorm/data-source.js';
import { auditProjection } from '../../src/projections/audit/audit.projection.js';
import { MemoryFold } from '../../src/projections/runner/memory-fold.js';
import { backtestOf } from '../support/backtests.js';
import { startFakeNode, type FakeNode } from '../support/eventstoredb/fake-node.js';
import { collect } from '../support/facts.js';
import { writeGeneratedCandles } from '../support/generated-candles.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const SLOW_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'tribune-log-copy-'));
let node: FakeNode;
let source: TestDatabase;
let target: TestDatabase;
let stateHash: string;

beforeAll(async () => {
  const { files, from } = writeGeneratedCandles(folder, 4);
  [node, source, target] = await Promise.all([startFakeNode(), createTestDatabase(), createTestDatabase()]);
  const store = { kind: 'url', url: source.url } as const;
  const { figures } = await runBacktest(backtestOf({ candles: files, from, to: from + 4 * DAY, store }));
  stateHash = figures.stateHash;
}, SLOW_MS);
afterAll(async () => {
  await node.stop();
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The node, with a PostgreSQL beside it. */
const onNode = (beside: TestDatabase): LogPlace => ({ node: { url: node.url }, database: { url: beside.url } });

const copy = (from: LogPlace, to: LogPlace, more: Partial<CopyRequest> = {}) =>
  copyLogBetween({ from, to, accountId: 'main', switchDesk: false, ...more });

/** The audit trade log, folded anew; positions are each store's own. */
const auditOf = async (place: LogPlace) => {
  const log = await openLog(place);
  try {
    const fold = new MemoryFold(auditProjection);
    const facts = await collect(log.store.readAll());
    for (const [n, fact] of facts.entries()) fold.take({ ...fact, position: `${n}`.padStart(16, '0') });
    return { facts: facts.length, rows: Object.keys(auditProjection.tables).map((table) => fold.rows(table)) };
  } finally {
    await log.close();
  }
};

const withDatabase = async <T>(
  { url }: TestDatabase,
  work: (source: Awaited<ReturnType<typeof openDataSource>>) => Promise<T>,
) => {
  const opened = await openDataSource({ url, max: 2 });
  try {
    return await work(opened);
  } finally {
    await opened.destroy();
  }
};

const candlesOf = (database: TestDatabase) =>
  withDatabase(database, async (opened) => {
    const candles: Candle[] = [];
    const archive = new PostgresCandleArchive(opened);
    for await (const candle of archive.read({ instrumentId: 'BTC/USDT', timeframe: '1h' })) candles.push(candle);
    return candles;
  });

test(
  'from PostgreSQL to EventStoreDB and back: same state hash, same audit trade log',
  async () => {
    const there = await copy({ url: source.url }, onNode(source));
    expect(there).toMatchObject({ same: true, source: { stateHash }, target: { stateHash } });
    expect(there).not.toHaveProperty('carried');
    const back = await copy(onNode(source), { url: target.url });
    expect(back).toMatchObject({ same: true, copied: there.copied, target: there.source });
    const audit = await auditOf({ url: source.url });
    expect(audit.facts).toBeGreaterThan(100);
    expect(await auditOf(onNode(source))).toEqual(audit);
    expect(await auditOf({ url: target.url })).toEqual(audit);
  },
  SLOW_MS,
);

test(
  'F-C5 a copy with a database of its own takes along where the desk stands, at the same fact, and the candles',
  async () => {
    const from = await openLog({ url: source.url });
    const places = (await collect(from.store.readAll({ limit: 50 }))).map(({ position }) => position);
    const sourceId = await from.store.storeId();
    await from.close();
    const memory = { open: {}, at: 7 };
    await withDatabase(source, async (opened) => {
      const kept = new PostgresCheckpoints(opened);
      await kept.save('engine-main', { storeId: sourceId, position: places[41] ?? '', memory });
      await kept.save('pretend-market', { storeId: sourceId, position: '', memory: 'told' });
    });
    const { carried } = await copy({ url: source.url }, onNode(target));
    expect(carried).toEqual({ checkpoints: 2, candles: expect.any(Number) });
    const to = await openLog(onNode(target));
    const same = (await collect(to.store.readAll({ limit: 42 }))).at(-1);
    const targetId = await to.store.storeId();
    await to.close();
    await withDatabase(target, async (opened) => {
      const kept = new PostgresCheckpoints(opened);
      expect(await kept.load('engine-main')).toEqual({ storeId: targetId, position: same?.position, memory });
      expect(await kept.load('pretend-market')).toEqual({ storeId: targetId, position: '', memory: 'told' });
    });
    const candles = await candlesOf(source);
    expect(candles.length).toBeGreaterThan(0);
    expect(await candlesOf(target)).toEqual(candles);
  },
  SLOW_MS,
);

test('the database of both logs is made to belong to the copy only if asked, and not under a desk that trades', async () => {
  const toNode = (more: Partial<CopyRequest>) => copy({ url: source.url }, onNode(source), more);
  expect(await toNode({})).not.toHaveProperty('carried');
  await withDatabase(source, async (opened) => {
    const leases = new PostgresLeases(opened);
    const fence = await leases.take(engineLease('main'), 'desk 7', 30_000);
    await expect(toNode({ switchDesk: true })).rejects.toThrow('a desk trades on the database of the copy (desk 7)');
    if (fence) await leases.release(fence);
    expect(await toNode({ switchDesk: true })).toMatchObject({ copied: 0, carried: { checkpoints: 2, candles: 0 } });
  });
});
