import { CommandRunner, type CommandRunnerOptions } from '../../../../src/application/messaging/command-runner.js';
import { foldIdOf } from '../../../../src/application/messaging/fold-id.js';
import { ConcurrencyError } from '../../../../src/application/ports/event-store.port.js';
import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import {
  counter,
  countOn,
  CountingStore,
  Lines,
  STREAM,
  WatchedSnapshots,
  wholeOf,
} from '../../../support/counted-stream.js';

const over = (store: MemoryEventStore, options: CommandRunnerOptions = {}) =>
  new CommandRunner(store, { snapshotEvery: 10, ...options });

let commands = 0;
const command = (runner: CommandRunner, n = 1, stream = STREAM) => {
  const commandId = `command-${++commands}`;
  const cause = { commandId, correlationId: 'c', causationId: 'c', actor: 'test' };
  return runner.run(counter, stream, { at: 1, n }, cause);
};

describe('a snapshot and the command that brought it about', () => {
  test('the command does not wait for it', async () => {
    const store = new MemoryEventStore();
    const snapshots = new WatchedSnapshots();
    let release = () => undefined as void;
    snapshots.onSave = () => new Promise((resolve) => (release = resolve));
    const runner = over(store, { snapshots });
    for (let n = 0; n < 35; n++) await command(runner, n);
    expect(snapshots.saved).toEqual([]);
    snapshots.onSave = async () => undefined;
    release();
    await runner.folds.settled();
    // Those that were overtaken while the first one waited are left out.
    expect(snapshots.saved.map(({ version }) => version)).toEqual([9, 29]);
  });

  test('F-S10 the command does not fail with it; a later one is saved', async () => {
    const store = new MemoryEventStore();
    const snapshots = new WatchedSnapshots();
    const logger = new Lines();
    snapshots.onSave = () => Promise.reject(new Error('disk full'));
    const runner = over(store, { snapshots, logger });
    for (let n = 0; n < 15; n++) await command(runner, n);
    await runner.folds.settled();
    snapshots.onSave = async () => undefined;
    for (let n = 0; n < 15; n++) await command(runner, n);
    await runner.folds.settled();
    expect(logger.reasons).toEqual(['Error: disk full']);
    expect(snapshots.saved.map(({ version, eventId }) => [version, typeof eventId])).toEqual([
      [19, 'string'],
      [29, 'string'],
    ]);
    expect(await over(store, { snapshots }).stateOf(counter, STREAM)).toEqual(await wholeOf(store));
  });

  test('F-C6 whatever instant a process dies at, the next one has the state of the whole stream', async () => {
    const store = new MemoryEventStore('log');
    const snapshots = new WatchedSnapshots();
    for (let life = 0; life < 30; life++) {
      const runner = over(store, { snapshots });
      expect(await runner.stateOf(counter, STREAM)).toEqual(await wholeOf(store));
      for (let n = 0; n <= life % 13; n++) await command(runner, life * 100 + n);
      // Some lives end before their snapshot is saved.
      if (life % 3 === 0) await runner.folds.settled();
    }
    expect(snapshots.saved.length).toBeGreaterThan(5);
  });
});

describe('F-S4 others append to the same stream', () => {
  test('after a conflict only what they wrote is read', async () => {
    const store = new CountingStore();
    await countOn(store, 3_000);
    const runner = over(store);
    await command(runner);
    await countOn(store, 4, 'theirs');
    store.factsRead = 0;
    await command(runner, 5);
    expect(store.factsRead).toBe(4);
    expect(await runner.stateOf(counter, STREAM)).toEqual(await wholeOf(store));
  });

  test('a fact of theirs that went by is in the next look', async () => {
    const store = new CountingStore();
    await countOn(store, 50);
    const runner = over(store);
    await runner.stateOf(counter, STREAM);
    await countOn(store, 1, 'theirs');
    store.factsRead = 0;
    runner.heard({ stream: STREAM, version: 49 });
    expect((await runner.stateOf(counter, STREAM)).facts).toBe(50);
    runner.heard({ stream: STREAM, version: 50 });
    expect((await runner.stateOf(counter, STREAM)).facts).toBe(51);
    expect((await runner.stateOf(counter, STREAM)).facts).toBe(51);
    expect(store.factsRead).toBe(1);
  });

  test('where nobody says so each look reads what came since', async () => {
    const store = new CountingStore();
    await countOn(store, 50);
    const runner = over(store, { shared: true });
    await runner.stateOf(counter, STREAM);
    await countOn(store, 2, 'theirs');
    store.factsRead = 0;
    expect((await runner.stateOf(counter, STREAM)).facts).toBe(52);
    expect(store.factsRead).toBe(2);
  });

  test('F-S2 a log that is shorter than what was folded is folded anew', async () => {
    let log = new MemoryEventStore('log');
    await countOn(log, 60);
    const restored = new MemoryEventStore('log');
    await countOn(restored, 20, 'restored');
    // One connection, behind which the log was put back.
    const store = new Proxy(log, {
      get: (_, key) => {
        const value: unknown = Reflect.get(log, key);
        return typeof value === 'function' ? (value as () => unknown).bind(log) : value;
      },
    });
    const runner = over(store);
    await command(runner);
    log = restored;
    await command(runner, 3);
    expect(await runner.stateOf(counter, STREAM)).toEqual(await wholeOf(restored));
    expect((await wholeOf(restored)).facts).toBe(21);
  });

  test('a conflict without end is an error also for a known stream', async () => {
    const store = new MemoryEventStore();
    const runner = over(store);
    await command(runner);
    store.append = (stream, _, expected) => Promise.reject(new ConcurrencyError(stream, expected, 7));
    await expect(command(runner)).rejects.toBeInstanceOf(ConcurrencyError);
  });
});

test('F-C10 the states in memory are bounded; those that were asked for last stay', async () => {
  const store = new CountingStore();
  const runner = over(store, { cacheSize: 3 });
  for (let n = 0; n < 3; n++) await command(runner, n, `counter-${n}`);
  await runner.stateOf(counter, 'counter-0');
  await command(runner, 1, 'counter-3');
  store.factsRead = 0;
  for (const n of [0, 2, 3]) await runner.stateOf(counter, `counter-${n}`);
  expect(store.factsRead).toBe(0);
  await runner.stateOf(counter, 'counter-1');
  expect(store.factsRead).toBe(1);
});

describe('F-S9 the name of a fold', () => {
  const lift = (data: unknown): unknown => data;

  test('changes with the version of the state and with the schema of any of its facts', () => {
    const now = foldIdOf(orderDecider);
    const raised = { ...orderDecider, stateVersion: orderDecider.stateVersion + 1 };
    const names = [now, foldIdOf(raised), foldIdOf(orderDecider, { OrderFilled: { 1: lift } })];
    expect(new Set(names).size).toBe(3);
    expect(foldIdOf({ ...orderDecider })).toBe(now);
  });

  test('does not change with facts of others', () => {
    expect(foldIdOf(orderDecider, { PaperOrderFilled: { 1: lift } })).toBe(foldIdOf(orderDecider));
  });
});
