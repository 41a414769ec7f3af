import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { fillsProjection } from '../../../src/projections/fills/fills.projection.js';
import { positionsProjection } from '../../../src/projections/positions/positions.projection.js';
import type { Projection } from '../../../src/projections/projection.js';
import type { ReadStore, Row } from '../../../src/projections/read-store.port.js';
import { PROJECTIONS } from '../../../src/projections/registry.js';
import { ProjectionRunner } from '../../../src/projections/runner/projection-runner.js';
import { verifyProjections } from '../../../src/projections/verify-projections.js';
import { appends } from '../../support/desk-log.js';
import { story, wholeStory } from '../../support/desk-story.js';
import { modelStory } from '../../support/model-story.js';
import { eventually, logOf, projectAll, upToHead } from '../../support/read-side.js';
import { forEachReadStore } from '../../support/read-stores.js';

const beforeExit = [story.opening, story.opinion, story.decision, story.verdicts, story.entry].flat();

const tellTheRest = (log: MemoryEventStore): void => {
  for (const { stream, facts, expected } of appends([...wholeStory, ...modelStory]).slice(beforeExit.length)) {
    log.appendNow(stream, facts, expected);
  }
};

const fillsOf = async (store: ReadStore): Promise<readonly Row[]> =>
  (await store.list('fills', 'fills', { limit: 100 })).items;

const account = async (store: ReadStore): Promise<Row | undefined> => store.get('account', 'account', 'paper');

forEachReadStore((stores) => {
  let store: ReadStore;
  let runners: ProjectionRunner[];

  const started = async (log: MemoryEventStore, projections = PROJECTIONS): Promise<ProjectionRunner> => {
    const runner = new ProjectionRunner(log, store, projections);
    runners.push(runner);
    await runner.start();
    return runner;
  };

  beforeEach(async () => {
    store = await stores.open();
    runners = [];
  });
  afterEach(() => Promise.all(runners.map((runner) => runner.stop())));
  afterAll(() => stores.close());

  test('rows keep up with the log and equal a fresh fold of it', async () => {
    const log = logOf(beforeExit);
    await started(log);
    await upToHead(log, store);
    expect(await account(store)).toMatchObject({ counts: { openPositions: 1 } });
    tellTheRest(log);
    await upToHead(log, store);
    expect(await account(store)).toMatchObject({ realisedNet: '38.3586', counts: { closedPositions: 1 } });
    const checks = await verifyProjections(log, store);
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(checks.map(({ rows }) => rows).every((rows) => rows > 0)).toBe(true);
  });

  test('F-S2 a restart goes on exactly where the rows are: no sum counts a fact twice', async () => {
    const log = logOf(beforeExit);
    await projectAll(log, store);
    const before = await account(store);
    await projectAll(log, store);
    expect(await account(store)).toEqual(before);
    tellTheRest(log);
    await projectAll(log, store);
    expect(await account(store)).toMatchObject({ fees: '9.7914' });
  });

  test('F-S6 of two projectors the later one writes, and the earlier one notices and stops', async () => {
    const log = logOf(beforeExit);
    const first = await started(log);
    await upToHead(log, store);
    const second = await started(log);
    tellTheRest(log);
    await upToHead(log, store);
    await eventually(() => first.statuses().every(({ status }) => status === 'fenced'), 'the end of the first');
    expect(second.statuses().every(({ status }) => status === 'running')).toBe(true);
    expect(await account(store)).toMatchObject({ fees: '9.7914' });
    expect((await verifyProjections(log, store)).filter(({ holds }) => !holds)).toEqual([]);
  });

  test('F-S7 a rebuild appends nothing, and readers see whole rows all the time', async () => {
    const log = logOf(wholeStory);
    const runner = await started(log);
    await upToHead(log, store);
    const head = await log.head();
    let seen = 0;
    let rebuilding = true;
    const reading = (async () => {
      while (rebuilding) {
        expect(await account(store)).toMatchObject({ fees: '9.7914' });
        seen += 1;
      }
    })();
    for (const { name } of PROJECTIONS) await runner.rebuild(name);
    rebuilding = false;
    await reading;
    expect(seen).toBeGreaterThan(0);
    expect(await log.head()).toBe(head);
    expect(runner.statuses()).toHaveLength(PROJECTIONS.length);
    expect((await verifyProjections(log, store)).filter(({ holds }) => !holds)).toEqual([]);
  });

  test('F-S8 a poison fact stops its projection before it, says where, and is not skipped after a restart', async () => {
    const poisonAt = 'exit-1';
    const broken: Projection = {
      ...fillsProjection,
      project: (fact, read) => {
        if (JSON.stringify(fact.data).includes(poisonAt)) throw new Error('no such shape');
        return fillsProjection.project(fact, read);
      },
    };
    const log = logOf(wholeStory);
    for (let start = 1; start <= 2; start++) {
      const runner = await started(log, [broken, positionsProjection]);
      await eventually(() => runner.statuses()[0]?.status === 'poisoned', 'the stop');
      await upToHead(log, store, [positionsProjection]);
      const [fills, positions] = runner.statuses();
      expect(fills?.detail).toMatch(/^stopped at position \d+: ExitTriggered of account-paper: no such shape$/);
      expect(fills?.position).toBeDefined();
      // Every process can read why, not only the one that met it.
      const [told] = await store.generations();
      expect(told).toMatchObject({ model: 'fills', poison: { type: 'ExitTriggered', reason: 'no such shape' } });
      expect(positions?.status).toBe('running');
      expect(await fillsOf(store)).toHaveLength(2);
      await runner.stop();
    }
    await projectAll(log, store, [fillsProjection]);
    expect(await fillsOf(store)).toHaveLength(3);
    expect((await store.generations())[0]).not.toHaveProperty('poison');
  });

  test('a raised version is built beside the old one, which readers see until the swap', async () => {
    const log = logOf(wholeStory);
    await projectAll(log, store, [fillsProjection]);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = Object.assign(Object.create(log) as MemoryEventStore, {
      async *readAll() {
        yield* log.readAll({ limit: 10 });
        await held;
        yield* log.readAll({ after: '0000000000000010' });
      },
    });
    const raised = fillsProjection.version + 1;
    const next: Projection = {
      ...fillsProjection,
      version: raised,
      project: (fact, read) =>
        fillsProjection
          .project(fact, read)
          .map((change) => (change.row === null ? change : { ...change, row: { ...change.row, version: raised } })),
    };
    const runner = await started(slow, [next]);
    expect(runner.statuses()).toMatchObject([{ version: raised, status: 'rebuilding' }]);
    expect((await fillsOf(store)).map(({ version }) => version)).toEqual([undefined, undefined, undefined]);
    release();
    await eventually(() => runner.statuses()[0]?.status === 'running', 'the swap');
    expect((await fillsOf(store)).map(({ version }) => version)).toEqual([raised, raised, raised]);
  });

  test('verify names the first row that differs', async () => {
    const log = logOf(wholeStory);
    await projectAll(log, store, [fillsProjection]);
    const writer = await store.claim(fillsProjection, 'log-1');
    const [row] = await fillsOf(store);
    const { position } = row as { position: string } & Row;
    const changes = [{ table: 'fills', key: 'trade-1', sort: position, row: { ...row, feeUsdt: '0' } }];
    await writer.commit(changes, { storeId: 'log-1', position: (await log.head()) as string });
    const [check] = await verifyProjections(log, store, [fillsProjection]);
    expect(check).toMatchObject({ name: 'fills', holds: false });
    expect(check?.detail).toContain('fills trade-1: stored');
  });
});
