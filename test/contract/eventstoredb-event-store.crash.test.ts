import { join } from 'node:path';
import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import type { EventStoreDbEventStore } from '../../src/infrastructure/event-store/eventstoredb/eventstoredb-event-store.js';
import { openEventStoreDb } from '../../src/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import { type NodeProcess, startNodeProcess } from '../support/eventstoredb/node-process.js';
import { aFact, collect, idsOf, iteratorOf, take } from '../support/facts.js';
import { temporaryFolder } from '../support/own-server.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** EventStoreDB in a process of its own, which these tests kill. */
describe('eventstoredb event store on a node that falls', () => {
  const folder = temporaryFolder();
  let node: NodeProcess;
  let store: EventStoreDbEventStore;

  beforeAll(async () => {
    node = await startNodeProcess({ stateFile: join(folder.path, 'log') });
    store = await openEventStoreDb({ url: `${node.url}&defaultDeadline=3000` });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await node.stop();
    folder.remove();
  });

  it('eventstoredb: F-S5 F-S10 keeps every acknowledged fact, once and in order, through kill -9 at random points', async () => {
    const TOTAL = 300;
    const follower = iteratorOf(store.subscribe());
    const following = take(follower, 2 * TOTAL);
    const outcomes: string[] = [];
    let done = false;
    const write = async () => {
      for (let n = 0; n < TOTAL;) {
        try {
          await store.append('order-kill', [aFact(`k${n}a`), aFact(`k${n}b`)], n === 0 ? 'none' : 2 * n - 1);
          n += 1;
          // Slow enough to be hit by several kills.
          await pause(2);
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          outcomes.push(error.outcome);
          await pause(20);
        }
      }
      done = true;
    };
    const writing = write();
    let crashes = 0;
    while (!done && crashes < 3) {
      await pause(50 + Math.random() * 150);
      await node.kill();
      await node.start();
      crashes += 1;
    }
    await writing;
    const wanted = Array.from({ length: TOTAL }, (_, n) => [`k${n}a`, `k${n}b`]).flat();
    expect(crashes).toBeGreaterThan(1);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(idsOf(await following)).toEqual(wanted);
    expect(idsOf(await collect(store.readAll()))).toEqual(wanted);
    await follower.return?.();
  }, 120_000);

  it('eventstoredb: F-S5 is noticed frozen by SIGSTOP, and goes on where it was', async () => {
    const facts = iteratorOf(store.subscribe({ after: await store.head() }));
    const next = facts.next();
    node.freeze();
    await expect(store.append('order-frozen', [aFact('f')], 'none')).rejects.toThrow(StoreUnavailable);
    expect(store.health().status).toBe('down');
    node.thaw();
    await store.append('order-frozen', [aFact('f')], 'none');
    expect(await next).toMatchObject({ value: { metadata: { eventId: 'f' } } });
    await facts.return?.();
  }, 60_000);
});
