import { copyLog, CopyRefused } from '../../../../src/application/replay/copy-log.js';
import { ConcurrencyError, type EventStore, type NewFact } from '../../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { Sha256Digest } from '../../../../src/infrastructure/digest/sha256-digest.js';
import { AS_STORED } from '../../../../src/infrastructure/event-store/codec/upcasts.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { aFact, collect } from '../../../support/facts.js';
import { FlakyStore } from '../../../support/flaky-store.js';
import { history, initialize, submit } from '../../../support/orders.js';

const factsOf = (stream: string): readonly NewFact[] =>
  history(initialize(), submit()).map(({ type, data }, n) => aFact(`${stream} ${n}`, data, type));

/** Two orders whose facts stand between one another. */
const aLog = async (orders = ['order-1', 'order-2']): Promise<MemoryEventStore> => {
  const store = new MemoryEventStore('source', AS_STORED);
  for (let n = 0; n < 2; n++) {
    for (const stream of orders) {
      const fact = factsOf(stream)[n];
      if (fact) await store.append(stream, [fact], n === 0 ? 'none' : n - 1);
    }
  }
  return store;
};
const empty = () => new MemoryEventStore('target', AS_STORED);
const copy = (from: EventStore, to: EventStore) =>
  copyLog({ from, to, lift: (fact) => fact, newDigest: () => new Sha256Digest() });
const withoutPositions = async (store: EventStore) =>
  (await collect(store.readAll())).map(({ position: _own, ...fact }) => fact);

test('the copy has the same facts in the same order, and says so by sums over both', async () => {
  const [from, to] = [await aLog(), empty()];
  const { source, target, ...report } = await copy(from, to);
  expect(report).toEqual({ copied: 4, same: true, moved: new Map() });
  expect(source).toEqual(target);
  expect(source).toEqual({
    facts: 4,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    stateHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await withoutPositions(to)).toEqual(await withoutPositions(from));
});

test('F-S9 a fact of an old shape is copied as it is stored', async () => {
  const from = empty();
  const old = { ...aFact('a', { size: 2 }, 'OrderSubmitted'), metadata: { ...aFact('a').metadata, schema: 7 } };
  await from.append('order-1', [...factsOf('order-1').slice(0, 1), old], 'none');
  const to = empty();
  const lifted: RecordedFact[] = [];
  const lift = (fact: RecordedFact) => {
    if (fact.metadata.schema === 7) lifted.push(fact);
    return fact.metadata.schema === 7 ? { ...fact, data: factsOf('order-1')[1]?.data } : fact;
  };
  expect(await copyLog({ from, to, lift, newDigest: () => new Sha256Digest() })).toMatchObject({ same: true });
  expect(lifted).toHaveLength(2);
  expect((await collect(to.readAll()))[1]).toMatchObject({ data: { size: 2 }, metadata: { schema: 7 } });
});

test('a position that a listener keeps is found again in the target', async () => {
  const from = await aLog();
  const places = (await collect(from.readAll())).map(({ position }) => position);
  const to = {
    readAll: async function* () {
      for await (const fact of target.readAll()) yield { ...fact, position: `there-${fact.position}` };
    },
    append: (...given: Parameters<EventStore['append']>) => target.append(...given),
  };
  const target = empty();
  const kept = [places[2] ?? '', 'never'];
  const { moved } = await copyLog({ from, to, kept, lift: (fact) => fact, newDigest: () => new Sha256Digest() });
  expect([...moved]).toEqual([[places[2], `there-${places[2]}`]]);
});

test('it goes on where an earlier copy ended, and a copy of a copy writes nothing', async () => {
  const [from, to] = [await aLog(), empty()];
  await to.append('order-1', factsOf('order-1').slice(0, 1), 'none');
  expect(await copy(from, to)).toMatchObject({ copied: 3, same: true });
  expect(await copy(from, to)).toMatchObject({ copied: 0, same: true, target: { facts: 4 } });
});

test('F-S3 a store that is away ends it, and the next run finds what had arrived without an answer', async () => {
  const [from, to] = [await aLog(), empty()];
  const flaky = new FlakyStore(to, { seed: 3, lost: 0, unanswered: 1 });
  await expect(copy(from, flaky)).rejects.toMatchObject({ name: 'StoreUnavailable' });
  expect(await collect(to.readAll())).toHaveLength(1);
  expect(await copy(from, to)).toMatchObject({ copied: 3, same: true });
});

describe('a target that holds something else is refused before anything is written', () => {
  test.each([
    ['another log', ['order-2', 'order-1'], /its fact 1 is OrderInitialized of order-2/],
    ['more than the source has', ['order-1', 'order-2', 'order-3'], /its fact 3 is OrderInitialized of order-3/],
  ])('%s', async (_what, orders, why) => {
    const to = await aLog(orders);
    const before = await collect(to.readAll());
    const refused = await copy(await aLog(), to).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CopyRefused);
    expect((refused as CopyRefused).message).toMatch(why);
    expect(await collect(to.readAll())).toEqual(before);
  });

  test('a longer log with the same beginning', async () => {
    const to = await aLog();
    await to.append('order-3', factsOf('order-3'), 'none');
    await expect(copy(await aLog(), to)).rejects.toThrow(/its fact 5 is OrderInitialized of order-3/);
  });
});

test('somebody who writes the target meanwhile ends it', async () => {
  const to = empty();
  const append: EventStore['append'] = () => Promise.reject(new ConcurrencyError('order-1', 'none', 0));
  const raced = { readAll: () => to.readAll(), append };
  const parts = { from: await aLog(), to: raced, lift: (fact: RecordedFact) => fact };
  const copied = copyLog({ ...parts, newDigest: () => new Sha256Digest() });
  await expect(copied).rejects.toThrow('somebody else writes the target: order-1: expected version none, found 0');
});

test('appends hold no more than any store takes', async () => {
  const from = empty();
  const sizes: number[] = [];
  const big = { text: 'x'.repeat(100_000) };
  const [first] = factsOf('order-1') as [NewFact];
  // Lifted to something foldable; only their size matters here.
  await from.append(
    'note-1',
    Array.from({ length: 7 }, (_, n) => aFact(`n${n}`, big)),
    'none',
  );
  const to = empty();
  const measured = {
    readAll: () => to.readAll(),
    append: (stream: string, facts: readonly NewFact[], expected: number | 'none') => {
      sizes.push(facts.length);
      return to.append(stream, facts, expected);
    },
  };
  const lift = (fact: RecordedFact): RecordedFact => ({
    ...fact,
    ...first,
    stream: `order-${fact.version}`,
    version: 0,
  });
  expect(await copyLog({ from, to: measured, lift, newDigest: () => new Sha256Digest() })).toMatchObject({
    same: true,
  });
  expect(sizes).toEqual([2, 2, 2, 1]);
});
