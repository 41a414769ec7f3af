import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { PostgresEventStore } from '../../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { aFact, collect, idsOf, iteratorOf, someFacts, take } from '../../support/facts.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const WRITERS = 3;
const APPENDS = 250;
const TOTAL = WRITERS * APPENDS * 2;

describe('subscriptions beside racing writers', () => {
  let database: TestDatabase;
  const opened: { store: PostgresEventStore; pool: PostgresPool }[] = [];

  const open = async (name: string) => {
    const pool = new PostgresPool({ url: database.url, name });
    const store = await PostgresEventStore.open(pool);
    opened.push({ store, pool });
    return store;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const { store, pool } of opened.splice(0)) {
      await store.close();
      await pool.end();
    }
    await database.drop();
  });

  /** As many appends as the writer may have under way at once, on streams of its own. */
  const write = (store: PostgresEventStore, writer: number) =>
    Promise.all(
      Array.from({ length: 10 }, async (_, lane) => {
        const stream = `order-${writer}.${lane}`;
        for (let n = 0; n < APPENDS / 10; n++) {
          const pair = ['a', 'b'].map((half) => aFact(`${stream}.${n}${half}`));
          await store.append(stream, pair, n === 0 ? 'none' : 2 * n - 1);
        }
      }),
    );

  it('F-S1 F-S5 go from the past to the present without a gap or a double, wherever they begin', async () => {
    const writers = await Promise.all(Array.from({ length: WRITERS }, (_, n) => open(`writer ${n}`)));
    const reader = await open('reader');
    const writing = Promise.all(writers.map(write));
    const followers: { after: number; facts: Promise<RecordedFact[]> }[] = [];
    let busy = true;
    const begin = async (store: PostgresEventStore) => {
      // Each beginning falls into another moment of the race: at the head of that moment, or far behind it.
      for (let n = 0; busy && n < 8; n++) {
        const head = Number((await store.head()) ?? 0);
        const after = n % 2 === 0 ? head : Math.floor(head / 2);
        const position = after === 0 ? undefined : String(after).padStart(16, '0');
        const follower = iteratorOf(store.subscribe({ after: position }));
        followers.push({ after, facts: take(follower, TOTAL - after) });
      }
    };
    const beginning = Promise.all([reader, writers[0] as PostgresEventStore].map(begin));
    await writing;
    busy = false;
    await beginning;
    const all = await collect(reader.readAll());
    expect(all.map(({ position }) => Number(position))).toEqual(Array.from({ length: TOTAL }, (_, i) => i + 1));
    expect(new Set(idsOf(all)).size).toBe(TOTAL);
    expect(followers.length).toBeGreaterThan(4);
    for (const { after, facts } of followers) expect(idsOf(await facts)).toEqual(idsOf(all.slice(after)));
  });

  it('F-S1 reading to the head does not end with the facts of this process', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await one.append('order-1', someFacts(3, 'one'), 'none');
    await two.append('order-2', someFacts(3, 'two'), 'none');
    const expected = ['one0', 'one1', 'one2', 'two0', 'two1', 'two2'];
    expect(idsOf(await collect(one.readAll()))).toEqual(expected);
    const heard = iteratorOf(one.subscribe());
    await take(heard, 6);
    await two.append('order-2', [aFact('two3')], 2);
    await take(heard, 1);
    expect(idsOf(await collect(one.readAll()))).toEqual([...expected, 'two3']);
  });

  it('F-S1 what others appended before this process listened is never left out once it does', async () => {
    const [one, two] = [await open('one'), await open('two')];
    await one.append('order-1', someFacts(3, 'one'), 'none');
    await two.append('order-2', someFacts(3, 'two'), 'none');
    // The first reading begins to listen; some time in between the connection stands.
    for (let reading = 0; reading < 200; reading++) {
      expect(idsOf(await collect(one.readAll()))).toEqual(['one0', 'one1', 'one2', 'two0', 'two1', 'two2']);
    }
  });

  it('F-S5 give nothing twice where memory holds what the server was asked for already', async () => {
    const other = await open('other');
    const own = await open('own');
    // A page of somebody else's facts, and behind it more than a page of our own.
    await other.append('order-1', someFacts(500, 'other'), 'none');
    await own.append('order-2', someFacts(700, 'own'), 'none');
    const follower = iteratorOf(own.subscribe());
    const all = take(follower, 1_201);
    await own.append('order-2', [aFact('last')], 699);
    expect(idsOf(await all)).toEqual(idsOf(await collect(other.readAll())));
  });

  it('F-S5 share one connection that listens, and ask the server nothing while nothing happens', async () => {
    const store = await open('quiet');
    const other = await open('other');
    const followers = Array.from({ length: 6 }, () => iteratorOf(store.subscribe()));
    const firsts = followers.map((follower) => take(follower, 1));
    await other.append('order-1', [aFact('a')], 'none');
    await Promise.all(firsts);
    const seconds = followers.map((follower) => take(follower, 1));
    const admin = new PostgresPool({ url: database.url, max: 1, name: 'admin' });
    const connections = () =>
      admin.query<{ name: string; busy: string }>(
        `select application_name as name, pid || ' ' || query_start::text as busy from pg_stat_activity
         where datname = current_database() and application_name like 'quiet%' order by pid`,
      );
    const listeners = async () => (await connections()).filter(({ name }) => name === 'quiet listener');
    expect(await listeners()).toHaveLength(1);
    // From the moment on at which all six have seen that nothing more is there.
    let before = await connections();
    for (let still = 0; still < 5;) {
      const later = await connections();
      still = JSON.stringify(later) === JSON.stringify(before) ? still + 1 : 0;
      before = later;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await connections()).toEqual(before);
    await other.append('order-1', [aFact('b')], 0);
    for (const [fact] of await Promise.all(seconds)) expect(fact?.metadata.eventId).toBe('b');
    expect(await listeners()).toHaveLength(1);
    await admin.end();
  });
});
