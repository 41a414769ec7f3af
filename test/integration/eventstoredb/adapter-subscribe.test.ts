import type { EventStoreDbEventStore } from '../../../src/infrastructure/event-store/eventstoredb/eventstoredb-event-store.js';
import { openEventStoreDb } from '../../../src/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import { type FakeNode, startFakeNode } from '../../support/eventstoredb/fake-node.js';
import { until } from '../../support/eventstoredb/raw-client.js';
import { aFact, idsOf, iteratorOf, someFacts, take } from '../../support/facts.js';

describe('a subscription to EventStoreDB', () => {
  let node: FakeNode;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    node = await startFakeNode({ unreadLimit: 100 });
    store = await openEventStoreDb({ url: `${node.url}&defaultDeadline=800` });
  });
  afterEach(async () => {
    await store.close();
    await node.stop();
  });

  it('F-S5 goes on over kills of the node, says meanwhile that it is down, and gives each fact once', async () => {
    const facts = iteratorOf(store.subscribe());
    for (let round = 0; round < 3; round++) {
      await store.append(`order-${round}`, someFacts(2, `r${round}.`), 'none');
      expect(idsOf(await take(facts, 2))).toEqual([`r${round}.0`, `r${round}.1`]);
      const next = facts.next();
      await node.kill();
      await until(() => store.health().status === 'down', 'the health that tells of the kill');
      await node.start();
      await store.append(`order-${round}`, [aFact(`late${round}`)], 1);
      expect(await next).toMatchObject({ value: { metadata: { eventId: `late${round}` } } });
      expect(store.health().status).toBe('up');
    }
  }, 30_000);

  it('F-S5 is begun on a frozen node and goes on after it', async () => {
    await store.append('order-1', [aFact('a')], 'none');
    node.freeze();
    const first = iteratorOf(store.subscribe()).next();
    await until(() => store.health().status === 'down', 'the health that tells of the silence');
    node.thaw();
    expect(await first).toMatchObject({ value: { metadata: { eventId: 'a' } } });
  }, 30_000);

  it('F-S5 is dropped as too slow, and loses nothing', async () => {
    const facts = iteratorOf(store.subscribe());
    await store.append('order-0', [aFact('first')], 'none');
    await take(facts, 1);
    const sent: string[] = [];
    const text = 'x'.repeat(2_000);
    for (let n = 1; n <= 12; n++) {
      const batch = Array.from({ length: 100 }, (_, i) => aFact(`s${n}.${i}`, { text }));
      sent.push(...idsOf((await store.append(`order-${n}`, batch, 'none')).facts));
    }
    expect(idsOf(await take(facts, sent.length))).toEqual(sent);
  }, 30_000);

  it('moves on by checkpoints through facts that it does not want', async () => {
    const facts = iteratorOf(store.subscribe({ categories: ['account'] }));
    await store.append('account-1', [aFact('a')], 'none');
    const { position } = (await take(facts, 1))[0] as { position: string };
    const next = facts.next();
    for (let n = 0; n < 4; n++) await store.append(`order-${n}`, someFacts(300, `o${n}.`), 'none');
    const tail = facts as unknown as { source: { link?: { passed: string }; at: string } };
    await until(() => (tail.source.link?.passed ?? '') > position, 'a checkpoint beyond the last fact');
    const passed = tail.source.link?.passed as string;
    node.cutAll();
    await until(() => tail.source.at >= passed, 'the next link from the checkpoint');
    await store.append('account-1', [aFact('b')], 0);
    expect(await next).toMatchObject({ value: { metadata: { eventId: 'b' } } });
  }, 30_000);

  it('F-S8 gives a record that is no fact as an error, each time, and not before what comes before it', async () => {
    await store.append('order-1', someFacts(2, 'a'), 'none');
    node.log.writeSystem('order-2', 'Foreign', '{"from":"somebody else"}');
    const facts = iteratorOf(store.subscribe());
    expect(idsOf(await take(facts, 2))).toEqual(['a0', 'a1']);
    for (let ask = 0; ask < 2; ask++) await expect(facts.next()).rejects.toThrow('order-2 0 at');
  });

  it('a listener that throws stalls neither itself nor another', async () => {
    const other = take(iteratorOf(store.subscribe()), 3);
    const heard: string[] = [];
    const listen = async (after?: string): Promise<void> => {
      for await (const fact of store.subscribe(after === undefined ? {} : { after })) {
        heard.push(fact.metadata.eventId);
        if (heard.length === 2) throw new Error(`cannot take ${fact.position}`);
        if (heard.length === 3) return;
      }
    };
    await store.append('order-1', someFacts(3, 'a'), 'none');
    await expect(listen()).rejects.toThrow('cannot take');
    await listen((await other)[1]?.position);
    expect(heard).toEqual(['a0', 'a1', 'a2']);
  });

  it('an early break of reader and subscriber lets the node go', async () => {
    await store.append('order-1', someFacts(900, 'a'), 'none');
    for await (const fact of store.readAll()) if (fact.version === 3) break;
    for await (const fact of store.readStream('order-1')) if (fact.version === 3) break;
    for await (const fact of store.subscribe()) if (fact.version === 3) break;
    const calls = store as unknown as { parts: { calls: { open: ReadonlySet<unknown> }; client: { client: object } } };
    expect(calls.parts.calls.open.size).toBe(0);
    const { disposableStreams } = calls.parts.client.client as { disposableStreams: ReadonlySet<unknown> };
    await until(() => disposableStreams.size === 0, 'the end of all calls');
  });
});
