import { StreamFolds } from '../../../../src/application/messaging/stream-folds.js';
import { StoreUnavailable } from '../../../../src/application/ports/event-store.port.js';
import type { Snapshot } from '../../../../src/application/ports/snapshots.port.js';
import { type MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import {
  counter,
  countOn,
  CountingStore,
  Lines,
  STREAM,
  WatchedSnapshots,
  wholeOf,
} from '../../../support/counted-stream.js';

const EVERY = 10;

/** A process over the same log and the same snapshots. */
const processOver = (store: MemoryEventStore, snapshots: WatchedSnapshots, logger = new Lines()) =>
  new StreamFolds({ store, snapshots, logger, snapshotEvery: EVERY });

/** A log of `count` facts of which an earlier process has kept a snapshot. */
const keptLog = async (count: number) => {
  const store = new CountingStore('log');
  const snapshots = new WatchedSnapshots();
  await countOn(store, count);
  const folds = processOver(store, snapshots);
  await folds.fold(counter, STREAM);
  await folds.settled();
  store.factsRead = 0;
  snapshots.loads = 0;
  return { store, snapshots };
};

test('a short stream is folded whole and asks for no snapshot', async () => {
  const { store, snapshots } = await keptLog(EVERY - 1);
  expect((await processOver(store, snapshots).fold(counter, STREAM)).state).toEqual(await wholeOf(store));
  expect([snapshots.loads, snapshots.saved.length]).toEqual([0, 0]);
});

test('of a long stream a new process reads the beginning, its snapshot and the tail, however long it is', async () => {
  const { store, snapshots } = await keptLog(5_000);
  await countOn(store, 7);
  store.factsRead = 0;
  const folded = await processOver(store, snapshots).fold(counter, STREAM);
  expect(store.factsRead).toBe(EVERY + 1 + 7);
  expect(folded.state).toEqual(await wholeOf(store));
  expect(folded).toMatchObject({ version: 5_006, eventId: 'f-5006', keptAt: 4_999 });
});

test('a snapshot is kept each so many facts, by commands, by catching up and by a fold', async () => {
  const { store, snapshots } = await keptLog(EVERY);
  const folds = processOver(store, snapshots);
  let folded = await folds.fold(counter, STREAM);
  for (let n = 0; n < 3 * EVERY; n++) {
    await countOn(store, 1);
    folded = await folds.catchUp(counter, STREAM, folded);
    await folds.settled();
  }
  expect(snapshots.saved.map(({ version }) => version)).toEqual([9, 19, 29, 39]);
  expect(snapshots.saved.at(-1)?.state).toEqual(await wholeOf(store));
});

describe('F-S2 a snapshot that does not fit is passed over with a line, and replaced', () => {
  type Change = (kept: Snapshot) => Partial<Snapshot>;
  const misfits: readonly (readonly [string, string, Change])[] = [
    ['of another log', 'it belongs to another log', () => ({ storeId: 'elsewhere' })],
    ['of another fold', 'another fold made it', () => ({ fold: 'older' })],
    ['with another fact at its version', 'the log does not have its last fact', () => ({ eventId: 'other' })],
    ['ahead of the log', 'the log does not have its last fact', ({ version }) => ({ version: version + 100 })],
  ];

  test.each(misfits)('%s', async (_, reason, change) => {
    const { store, snapshots } = await keptLog(40);
    const [kept] = snapshots.saved as [Snapshot];
    // A state that would be noticed if anything went on from it.
    await snapshots.kept.save({ ...kept, state: { facts: 1_000, mix: 1 }, ...change(kept) });
    const lines = new Lines();
    const folds = processOver(store, snapshots, lines);
    expect((await folds.fold(counter, STREAM)).state).toEqual(await wholeOf(store));
    expect(lines.reasons).toEqual([reason]);
    await folds.settled();
    const again = new Lines();
    store.factsRead = 0;
    expect((await processOver(store, snapshots, again).fold(counter, STREAM)).state).toEqual(await wholeOf(store));
    expect(again.reasons).toEqual([]);
  });

  test.each([
    ['unreadable', () => Promise.reject(new Error('cut off')), 'Error: cut off'],
    ['out of reach', () => Promise.reject(new StoreUnavailable('not-applied', 'away')), 'StoreUnavailable: away'],
  ])('%s', async (_, onLoad, reason) => {
    const { store, snapshots } = await keptLog(40);
    snapshots.onLoad = onLoad;
    const lines = new Lines();
    expect((await processOver(store, snapshots, lines).fold(counter, STREAM)).state).toEqual(await wholeOf(store));
    expect(lines.reasons).toEqual([reason]);
  });
});

test('F-S2 no snapshots at all: everything is the same', async () => {
  const { store } = await keptLog(777);
  expect(await new StreamFolds({ store }).fold(counter, STREAM)).toMatchObject({
    state: await wholeOf(store),
    version: 776,
    keptAt: -1,
  });
});

test('F-S10 the log away is an error, not a reason to fold less', async () => {
  class Away extends CountingStore {
    override async *readStream(...args: Parameters<CountingStore['readStream']>) {
      for await (const fact of super.readStream(...args)) {
        if (fact.version === 30) throw new StoreUnavailable('not-applied', 'away');
        yield fact;
      }
    }
  }
  const store = new Away('log');
  await countOn(store, 40);
  await expect(processOver(store, new WatchedSnapshots()).fold(counter, STREAM)).rejects.toThrow(StoreUnavailable);
});
