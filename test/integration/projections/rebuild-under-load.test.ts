import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { PostgresEventStore } from '../../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresReadStore } from '../../../src/infrastructure/persistence/postgres/postgres-read-store.js';
import { openDataSource } from '../../../src/infrastructure/persistence/typeorm/data-source.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { describeModels } from '../../../src/projections/describe-models.js';
import { PROJECTIONS } from '../../../src/projections/registry.js';
import { ProjectionRunner } from '../../../src/projections/runner/projection-runner.js';
import { rebuildModels } from '../../../src/projections/runner/rebuild-models.js';
import { verifyProjections } from '../../../src/projections/verify-projections.js';
import { realLog } from '../../support/audited-log.js';
import { writeBigLog } from '../../support/big-log.mjs';
import { eventually } from '../../support/read-side.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const FACTS = 20_000;
const never = new AbortController().signal;

let database: TestDatabase;
let pool: PostgresPool;
let source: DataSource;
let log: PostgresEventStore;
let store: PostgresReadStore;
let runner: ProjectionRunner;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new PostgresPool({ url: database.url, max: 6 });
  log = await PostgresEventStore.open(pool);
  source = await openDataSource({ url: database.url });
  store = new PostgresReadStore(source);
  await writeBigLog(database.url, await realLog(7, 2, '0.002', { maxOpenPositions: 1 }), { count: FACTS });
  runner = new ProjectionRunner(log, store);
  await runner.start();
  await upToHead();
  await runner.stop();
}, 120_000);
afterAll(async () => {
  await runner.stop();
  await log.close();
  await source.destroy();
  await pool.end();
  await database.drop();
});

const upToHead = async (): Promise<void> => {
  const head = (await log.head()) as string;
  for (const { name } of PROJECTIONS) expect([name, await store.reaches(name, head, 60_000)]).toEqual([name, true]);
};

/** Facts that every read model of streams takes, as fast as they are stored. */
const writing = (until: () => boolean): Promise<number> =>
  (async () => {
    let written = 0;
    for (; !until(); written++) {
      const metadata = {
        eventId: randomUUID(),
        commandId: randomUUID(),
        correlationId: 'load',
        causationId: 'load',
        actor: 'load',
        at: 1_800_000_000_000 + written,
        schema: 1,
      };
      const data = { task: 'load', runId: `load-${written}`, dueAt: metadata.at, attempt: 1 };
      await log.append(
        'coordinator-load',
        [{ type: 'TaskStarted', data, metadata }],
        written === 0 ? 'none' : written - 1,
      );
    }
    return written;
  })();

/** Reads own writes all the time, as pages do. Answers how often; throws if an answer ever goes back. */
const reading = (until: () => boolean): Promise<number> =>
  (async () => {
    const seen = new Map<string, string>();
    let count = 0;
    for (; !until(); count++) {
      const head = await log.head();
      expect(await store.reaches('streams', head as string, 20_000)).toBe(true);
      for (const [model, table] of [
        ['streams', 'streams'],
        ['fills', 'fills'],
        ['signals', 'signals'],
      ] as const) {
        const { items, asOf = '' } = await store.list(model, table, { limit: 50, newestFirst: true });
        expect(items).toHaveLength(50);
        expect([model, asOf >= (seen.get(model) ?? '')]).toEqual([model, true]);
        seen.set(model, asOf);
      }
    }
    return count;
  })();

test('F-S7 all models are made anew beside a running projector and its readers, which notice nothing', async () => {
  runner = new ProjectionRunner(log, store);
  await runner.start();
  const before = await log.head();
  let done = false;
  const load = Promise.all([writing(() => done), reading(() => done)]);
  // A process of its own in real life: another store over the same rows.
  const other = new PostgresReadStore(source);
  const reported: string[] = [];
  const onProgress = (position: string) => reported.push(position);
  try {
    const rebuilt = await rebuildModels({ log, store: other, projections: PROJECTIONS, signal: never, onProgress });
    expect(rebuilt.filter(({ outcome }) => outcome !== 'rebuilt')).toEqual([]);
    // The running projector goes on with the new rows.
    await eventually(() => runner.statuses().every(({ status }) => status === 'running'), 'the take-over');
  } finally {
    done = true;
    await load.catch(() => undefined);
  }
  expect(reported).toEqual([...reported].sort());
  const [written, read] = await load;
  expect([written, read].every((count) => count > 0)).toBe(true);
  await upToHead();
  await runner.stop();
  // Nothing but the load was appended.
  const head = (await log.head()) as string;
  expect(Number(head) - Number(before)).toBe(written);
  const { models } = await describeModels(log, store);
  expect(models.flatMap(({ generations }) => generations.map(({ live, status }) => [live, status]))).toEqual(
    PROJECTIONS.map(() => [true, 'up to date']),
  );
  const checks = await verifyProjections(log, store);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
}, 120_000);

test('F-S2 an interrupted rebuild shows nothing, and goes on where it was', async () => {
  const interrupt = new AbortController();
  const generations = async () => (await store.generations()).filter(({ model }) => model === 'streams');
  const [live] = await generations();
  const order = { log, store, projections: PROJECTIONS.filter(({ name }) => name === 'streams') };
  const first = await rebuildModels({ ...order, signal: interrupt.signal, onProgress: () => interrupt.abort() });
  expect(first).toMatchObject([{ name: 'streams', outcome: 'interrupted' }]);
  const [same, left] = await generations();
  expect(same).toEqual(live);
  expect(left).toMatchObject({ live: false, position: first[0]?.position });
  const reported: string[] = [];
  const onProgress = (position: string) => reported.push(position);
  expect(await rebuildModels({ ...order, signal: never, onProgress })).toMatchObject([{ outcome: 'rebuilt' }]);
  expect(reported.every((position) => position > (left?.position as string))).toBe(true);
  expect(await generations()).toEqual([live]);
  expect((await verifyProjections(log, store, order.projections)).map(({ holds }) => holds)).toEqual([true]);
}, 60_000);
