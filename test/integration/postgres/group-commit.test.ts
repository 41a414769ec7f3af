import pg from 'pg';
import { StoreUnavailable } from '../../../src/application/ports/event-store.port.js';
import { Appender, APPENDER_LIMITS } from '../../../src/infrastructure/event-store/postgres/appender.js';
import { PostgresEventStore } from '../../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { WriterConnection } from '../../../src/infrastructure/event-store/postgres/writer-connection.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { aFact, collect, idsOf, someFacts } from '../../support/facts.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('group commit', () => {
  let database: TestDatabase;
  let pool: PostgresPool;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new PostgresPool({ url: database.url, max: 3, name: 'group commit' });
    store = await PostgresEventStore.open(pool);
  });
  afterEach(async () => {
    await store.close();
    await pool.end();
    await database.drop();
  });

  const transactions = async () =>
    Number((await pool.query<{ n: string }>('select count(distinct xmin::text) as n from es_facts'))[0]?.n);

  const positions = async () => (await collect(store.readAll())).map(({ position }) => Number(position));

  /** Holds the head, so that a batch is surely under way; resolves when the writer waits for it. */
  const holdHead = async () => {
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; select * from es_head for update');
    const writer = async (): Promise<number> => {
      for (;;) {
        const found = await pool.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database()
           and application_name = 'group commit writer' and wait_event_type = 'Lock'`,
        );
        if (found[0]) return found[0].pid;
      }
    };
    return { writer, release: () => holder.end() };
  };

  it('F-S1 puts what is asked for at once into one transaction and one notice, in order of arrival', async () => {
    const listener = new pg.Client({ connectionString: database.url });
    const heard: (string | undefined)[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload));
    await listener.connect();
    await listener.query('listen es_facts');
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) => store.append(`order-${i}`, [aFact(`f${i}`)], 'none')),
    );
    expect(results.map(({ position }) => Number(position))).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(idsOf(await collect(store.readAll()))).toEqual(Array.from({ length: 200 }, (_, i) => `f${i}`));
    expect(await transactions()).toBe(1);
    await listener.query('select 1');
    expect(heard).toEqual(['200']);
    await listener.end();
  });

  it('gathers while a commit is under way', async () => {
    const { writer, release } = await holdHead();
    const first = store.append('order-first', [aFact('first')], 'none');
    await writer();
    const rest = Array.from({ length: 40 }, (_, i) => store.append(`order-${i}`, someFacts(2, `f${i}.`), 'none'));
    await release();
    await Promise.all([first, ...rest]);
    expect(await transactions()).toBe(2);
    expect(await positions()).toEqual(Array.from({ length: 81 }, (_, i) => i + 1));
  });

  it('F-S3 F-S4 lets each append of a batch be stored, repeated or refused alone', async () => {
    await store.append('order-old', someFacts(3, 'old'), 'none');
    const outcomes = await Promise.allSettled([
      store.append('order-new', [aFact('n0')], 'none'),
      store.append('order-old', someFacts(3, 'old'), 'none'),
      store.append('order-new', [aFact('n1')], 0),
      store.append('order-old', [aFact('late')], 1),
      store.append('order-new', [aFact('n0')], 'none'),
      store.append('order-old', [aFact('old3')], 2),
      store.append('order-ahead', [aFact('ahead')], 5),
      store.append('order-new', [aFact('n2')], 1),
    ]);
    const said = outcomes.map((outcome) =>
      outcome.status === 'fulfilled'
        ? [outcome.value.version, Number(outcome.value.position)]
        : (outcome.reason as { actual: unknown }).actual,
    );
    expect(said).toEqual([[0, 4], [2, 3], [1, 5], 2, [0, 4], [3, 6], 'none', [2, 7]]);
    expect(await positions()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await transactions()).toBe(2);
    expect(await store.head()).toBe((await collect(store.readAll())).at(-1)?.position);
  });

  it('stores a chain of appends that nobody waited for, in one transaction', async () => {
    const chain = Array.from({ length: 300 }, (_, i) =>
      store.append('order-chain', [aFact(`c${i}`)], i === 0 ? 'none' : i - 1),
    );
    expect((await Promise.all(chain)).map(({ version }) => version)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(await transactions()).toBe(1);
  });

  it('lets no append that the server refuses take others with it', async () => {
    const poison = aFact('poison', { id: 'poison' }, 'Not\u0000Storable');
    const [before, refused, after, chained] = await Promise.allSettled([
      store.append('order-1', [aFact('a')], 'none'),
      store.append('order-2', [aFact('b'), poison], 'none'),
      store.append('order-3', [aFact('c')], 'none'),
      store.append('order-1', [aFact('d')], 0),
    ]);
    expect([before.status, after.status, chained.status]).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: '22021' } });
    expect(idsOf(await collect(store.readAll()))).toEqual(['a', 'c', 'd']);
    expect(await positions()).toEqual([1, 2, 3]);
  });

  it('F-S3 says "unknown" to each append of a batch whose answer was lost, and to no other', async () => {
    const { writer, release } = await holdHead();
    const batch = ['a', 'b', 'c'].map((id) => store.append(`order-${id}`, [aFact(id)], 'none'));
    const lost = Promise.allSettled(batch);
    const pid = await writer();
    const behind = store.append('order-behind', [aFact('behind')], 'none');
    await pool.query('select pg_terminate_backend($1)', [pid]);
    const unknown = { status: 'rejected', reason: { name: 'StoreUnavailable', outcome: 'unknown' } };
    expect(await lost).toMatchObject([unknown, unknown, unknown]);
    await release();
    await behind;
    await Promise.all(['a', 'b', 'c'].map((id) => store.append(`order-${id}`, [aFact(id)], 'none')));
    expect(idsOf(await collect(store.readAll()))).toEqual(['behind', 'a', 'b', 'c']);
  });

  it('writes durably on a server that by default does not wait for the disk, and never less than it is told', async () => {
    const setting = async (value: string) => {
      await pool.query(`do $$ begin execute format('alter database %I set synchronous_commit = ${value}',
        current_database()); end $$`);
      const connection = new WriterConnection(pool);
      const row = await connection.call<{ synchronous_commit: string }>({ text: 'show synchronous_commit' });
      await connection.close();
      return row.synchronous_commit;
    };
    expect(await setting('off')).toBe('on');
    expect(await setting('remote_apply')).toBe('remote_apply');
  });

  it('brings a log of the first schema up to date, with its facts', async () => {
    await store.append('order-1', [aFact('a')], 'none');
    await pool.query(`update es_head set schema_version = 1; alter table es_facts alter column stream type text;
      drop function es_append_batch; drop function es_append_each`);
    const upgraded = await PostgresEventStore.open(pool);
    await upgraded.append('order-1', [aFact('b')], 0);
    expect(idsOf(await collect(upgraded.readAll()))).toEqual(['a', 'b']);
    const [column] = await pool.query<{ collation: string }>(`select attcollation::regcollation::text as collation
      from pg_attribute where attrelid = 'es_facts'::regclass and attname = 'stream'`);
    expect(column?.collation).toBe('"C"');
    await upgraded.close();
  });

  describe('limits', () => {
    const limited = (limits: Partial<typeof APPENDER_LIMITS>) => new Appender(pool, { ...APPENDER_LIMITS, ...limits });

    it.each([
      ['facts', { batchFacts: 10 }],
      ['characters', { batchCharacters: 1_600 }],
    ])('a transaction holds so many %s at most, and one append goes whole', async (_what, limits) => {
      const appender = limited(limits);
      const small = Array.from({ length: 30 }, (_, i) => appender.append(`order-${i}`, [aFact(`f${i}`)], 'none'));
      await Promise.all([...small, appender.append('order-large', someFacts(50, 'large'), 'none')]);
      const sizes = await pool.query<{ n: string }>(
        'select count(*) as n from es_facts group by xmin::text order by 1',
      );
      expect(Number(sizes.at(-1)?.n)).toBe(50);
      expect(sizes.length).toBeGreaterThanOrEqual(4);
      expect(Number(sizes.at(-2)?.n)).toBeLessThanOrEqual(10);
      await appender.close();
    });

    it('makes text ahead of the server up to a bound, and keeps the order beyond it', async () => {
      const appender = limited({ aheadCharacters: 1_000, batchFacts: 8 });
      const all = Array.from({ length: 100 }, (_, i) => appender.append(`order-${i}`, [aFact(`f${i}`)], 'none'));
      expect((appender as unknown as { ahead: number }).ahead).toBeLessThan(1_300);
      await Promise.all(all);
      expect(idsOf(await collect(store.readAll()))).toEqual(Array.from({ length: 100 }, (_, i) => `f${i}`));
      await appender.close();
    });

    it('refuses what arrives when too much waits, surely not applied, and loses none that it took', async () => {
      const appender = limited({ waitingFacts: 20 });
      const { writer, release } = await holdHead();
      const first = appender.append('order-first', [aFact('first')], 'none');
      await writer();
      const burst = Promise.allSettled(
        Array.from({ length: 30 }, (_, i) => appender.append(`order-${i}`, [aFact(`f${i}`)], 'none')),
      );
      await release();
      await first;
      const outcomes = await burst;
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toHaveLength(10);
      for (const { reason } of refused) {
        expect(reason).toBeInstanceOf(StoreUnavailable);
        expect(reason).toMatchObject({ outcome: 'not-applied' });
      }
      expect(await positions()).toHaveLength(21);
      await appender.close();
    });

    it('writes what waits before it closes', async () => {
      const appender = limited({ batchFacts: 5 });
      let written = 0;
      for (let i = 0; i < 23; i++) void appender.append(`order-${i}`, [aFact(`f${i}`)], 'none').then(() => written++);
      await appender.close();
      expect(written).toBe(23);
      expect(await positions()).toHaveLength(23);
    });
  });
});
