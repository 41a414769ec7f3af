import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { PostgresEventStore } from '../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { type EmbeddedPostgres, startEmbedded } from '../../src/infrastructure/postgres/embedded-server.js';
import { PostgresPool } from '../../src/infrastructure/postgres/pool.js';
import { aFact, collect, idsOf, iteratorOf, someFacts, take } from '../support/facts.js';
import { eventually } from '../support/read-side.js';
import { killServer, temporaryFolder } from '../support/own-server.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a subscription has in memory: the page that is read and the one behind it. */
interface Holding {
  readonly page: readonly unknown[];
  readonly source: { readonly ahead?: Promise<{ readonly facts: () => readonly unknown[] }> };
}

/** PostgreSQL on a server of its own, which these tests stop and kill. */
describe('postgres event store on a server that falls', () => {
  const folder = temporaryFolder();
  let server: EmbeddedPostgres;
  let pool: PostgresPool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    server = await startEmbedded({ dataDir: folder.path });
    pool = new PostgresPool({ url: server.url });
    store = await PostgresEventStore.open(pool);
  });
  afterAll(async () => {
    await store.close();
    await pool.end();
    await server.stop();
    folder.remove();
  });

  /** Kill -9 of the server and all its children, then a new one on the same port. */
  const crash = async () => {
    killServer(folder.path);
    await server.stop();
    await pause(50);
    server = await startEmbedded({ dataDir: folder.path });
  };

  /** A store of another process on the same data. */
  const another = async () => {
    const own = new PostgresPool({ url: server.url });
    const opened = await PostgresEventStore.open(own);
    const close = async () => {
      await opened.close();
      await own.end();
    };
    return { store: opened, close };
  };

  const listeners = async (): Promise<readonly number[]> => {
    const rows = await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name like '% listener'`,
    );
    return rows.map(({ pid }) => pid);
  };

  it('F-S5 finds by itself what a connection that is dead without a word does not tell', async () => {
    const reader = await another();
    const facts = iteratorOf(reader.store.subscribe({ after: await store.head() }));
    const next = facts.next();
    await eventually(async () => (await listeners()).length > 0, 'a connection to hear by');
    const deaf = await listeners();
    for (const pid of deaf) process.kill(pid, 'SIGSTOP');
    try {
      await store.append('order-unheard', [aFact('unheard')], 'none');
      expect(idsOf([(await next).value])).toEqual(['unheard']);
    } finally {
      for (const pid of deaf) process.kill(pid, 'SIGCONT');
      await reader.close();
    }
  });

  it('F-S3 knows a repeated append after a restart of the server', async () => {
    const facts = someFacts(3, 'restart');
    const first = await store.append('order-restart', facts, 'none');
    const head = await store.head();
    await crash();
    expect(await store.append('order-restart', facts, 'none')).toEqual(first);
    expect(await store.head()).toBe(head);
  });

  it('says not-applied while the server is away, and is well again after', async () => {
    killServer(folder.path);
    await server.stop();
    await pause(100);
    const refused = await store.append('order-away', [aFact('away')], 'none').catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'StoreUnavailable', outcome: 'not-applied' });
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
    expect(store.health().status).toBe('down');
    server = await startEmbedded({ dataDir: folder.path });
    await store.append('order-away', [aFact('away')], 'none');
    expect(await collect(store.readStream('order-away'))).toHaveLength(1);
  });

  it('F-S5 F-S10 keeps every acknowledged fact, once and in order, through kill -9 at random points', async () => {
    const before = await store.head();
    // A store of its own: the writer's would give its own facts from memory.
    const reader = await another();
    const follower = iteratorOf(reader.store.subscribe({ after: before }));
    const TOTAL = 400;
    const following = take(follower, TOTAL);
    const acknowledged: string[] = [];
    const outcomes: string[] = [];
    let done = false;
    const write = async () => {
      for (let n = 0; n < TOTAL;) {
        try {
          await store.append('order-kill', [aFact(`k${n}`)], n === 0 ? 'none' : n - 1);
          acknowledged.push(`k${n++}`);
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
    while (!done && crashes < 5) {
      await pause(20 + Math.random() * 150);
      await crash();
      crashes += 1;
    }
    await writing;
    expect(crashes).toBeGreaterThan(1);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(idsOf(await following)).toEqual(acknowledged);
    const all = await collect(store.readAll({ after: before }));
    expect(idsOf(all)).toEqual(acknowledged);
    const everything = await collect((await PostgresEventStore.open(pool)).readAll());
    expect(everything.map((fact) => Number(fact.position))).toEqual(everything.map((_, i) => i + 1));
    await reader.close();
  }, 60_000);

  it('holds two pages in memory for a reader that is slow', async () => {
    for (let n = 0; n < 20; n++) {
      const facts = Array.from({ length: 250 }, (_, i) => aFact(`slow${n}.${i}`, { text: 'x'.repeat(4_000) }));
      await store.append(`order-slow${n}`, facts, 'none');
    }
    const other = await PostgresEventStore.open(pool);
    const reader = iteratorOf(other.subscribe());
    await take(reader, 1);
    await pause(100);
    // 20 MB of facts lie behind the first one; the reader may hold two pages of 500 facts, about 4 MB of text.
    const held = async () => {
      const { page, source } = reader as unknown as Holding;
      return page.length + ((await source.ahead)?.facts().length ?? 0);
    };
    expect(await held()).toBeLessThanOrEqual(1_000);
    expect((await take(reader, 2_000)).length).toBe(2_000);
    expect(await held()).toBeLessThanOrEqual(1_000);
    await other.close();
  });
});
