import { StoreUnavailable } from '../../../src/application/ports/event-store.port.js';
import type { EventStoreDbEventStore } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-event-store.js';
import { openEventStoreDb } from '../../../src/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import { type FakeNode, startFakeNode } from '../../support/eventstoredb/fake-node.js';
import { aFact, collect, idsOf, someFacts } from '../../support/facts.js';

const DEADLINE_MS = 700;
const withDeadline = (url: string) => `${url}&defaultDeadline=${DEADLINE_MS}`;
const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'applied',
    (error: unknown) => (error instanceof StoreUnavailable ? error.outcome : error),
  );

describe('an append to EventStoreDB', () => {
  let node: FakeNode;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    node = await startFakeNode();
    store = await openEventStoreDb({ url: withDeadline(node.url) });
  });
  afterEach(async () => {
    node.faults.calm();
    await store.close();
    await node.stop();
  });

  it.each([
    ['drop-after-accept', true],
    ['drop-before-accept', false],
    ['hang-after-accept', true],
    ['hang-before-accept', false],
  ] as const)(
    'F-S3 ends in time with an unknown outcome after a %s, and the same again writes it once',
    async (fault, stored) => {
      const facts = someFacts(2, 'a');
      node.faults.failNth(1, fault);
      const before = Date.now();
      expect(await outcomeOf(store.append('order-1', facts, 'none'))).toBe('unknown');
      expect(Date.now() - before).toBeLessThan(DEADLINE_MS * 5);
      expect(await collect(store.readStream('order-1'))).toHaveLength(stored ? 2 : 0);
      expect((await store.append('order-1', facts, 'none')).version).toBe(1);
      expect(idsOf(await collect(store.readAll()))).toEqual(['a0', 'a1']);
      expect(store.health().status).toBe('up');
    },
  );

  it('F-S5 ends in time on a frozen node, and is well again after it', async () => {
    node.freeze();
    const append = store.append('order-1', [aFact('a')], 'none');
    const read = collect(store.readAll());
    expect(await outcomeOf(append)).toBe('unknown');
    expect(await outcomeOf(read)).toBe('not-applied');
    expect(store.health()).toMatchObject({ status: 'down' });
    node.thaw();
    await store.append('order-1', [aFact('a')], 'none');
    expect(idsOf(await collect(store.readAll()))).toEqual(['a']);
    expect(store.health()).toEqual({ status: 'up', detail: 'EventStoreDB answers' });
  });

  it('is surely not applied while no node is there, health says why, and the same store serves after its restart', async () => {
    await node.kill();
    // The first one may still meet the broken connection, and can't know what became of it.
    await outcomeOf(store.append('order-1', [aFact('a')], 'none'));
    expect(await outcomeOf(store.append('order-1', [aFact('a')], 'none'))).toBe('not-applied');
    expect(store.health().detail).toMatch(/No connection established.*ECONNREFUSED/);
    await node.start();
    expect(await outcomeOf(store.append('order-1', [aFact('a')], 'none'))).toBe('applied');
  });

  it('F-S3 knows its repeat after kill -9 of the node, whose memory of ids is gone', async () => {
    const facts = someFacts(3, 'a');
    const first = await store.append('order-1', facts, 'none');
    await store.append('order-1', someFacts(2, 'b'), 2);
    await node.restart();
    await outcomeOf(store.append('order-1', facts, 'none'));
    expect(await store.append('order-1', facts, 'none')).toEqual(first);
    expect(await collect(store.readAll())).toHaveLength(5);
  });

  it('F-S3 answers with what is stored where the same ids come with other content', async () => {
    const first = await store.append('order-1', [aFact('a', { price: '1' })], 'none');
    const again = await store.append('order-1', [aFact('a', { price: '2' })], 'none');
    expect(again).toEqual(first);
    expect(again.facts[0]?.data).toEqual({ price: '1' });
  });

  it('goes to the new leader after a change of leader', async () => {
    const other = await startFakeNode({ clusterOf: node });
    node.leaderIs(other);
    await store.append('order-1', [aFact('a')], 'none');
    expect(idsOf(await collect(store.readStream('order-1')))).toEqual(['a']);
    node.leaderIs();
    await other.stop();
  });

  it.each([1_200_000, 20_000_000])('of %i bytes is refused by its size, and the next one is taken', async (size) => {
    const big = store.append('order-1', [aFact('a', { text: 'x'.repeat(size) })], 'none');
    await expect(big).rejects.toThrow(/order-1: an append of \d+ bytes is above the limit/);
    await store.append('order-1', [aFact('b')], 'none');
    expect(idsOf(await collect(store.readAll()))).toEqual(['b']);
  });

  it('stores the text of the codec, byte for byte', async () => {
    const fact = aFact('a', { price: '1.10', '2': 'first', text: '漢字 🚀 \u0000 \ud800 "', list: [1e21, -0, 5e-324] });
    await store.append('order-1', [fact], 'none');
    const stored = node.log.stream('order-1')?.facts[0];
    expect(Buffer.from(stored?.data ?? []).toString('utf8')).toBe(JSON.stringify(fact.data));
    expect(Buffer.from(stored?.metadata ?? []).toString('utf8')).toBe(JSON.stringify(fact.metadata));
    expect(stored).toMatchObject({ contentType: 'application/json', type: 'ThingHappened' });
  });

  it('skips what is none of the log: system streams, tombstones, other names', async () => {
    await store.append('order-1', [aFact('a')], 'none');
    node.log.hardDelete('order-1', 'any');
    node.log.writeSystem('$$order-2', '$metadata', '{}');
    node.log.writeSystem('nodash', 'Noted', '{}');
    expect(idsOf(await collect(store.readAll()))).toEqual(['a']);
    const [fact] = await collect(store.readAll());
    expect(await store.head()).toBe(fact?.position);
    await expect(store.append('order-1', [aFact('b')], 0)).rejects.toThrow('deleted for ever');
  });

  it('close waits for an append under way', async () => {
    const append = store.append('order-1', someFacts(3, 'a'), 'none');
    await store.close();
    expect((await append).version).toBe(2);
  });
});
