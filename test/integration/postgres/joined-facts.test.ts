import { PostgresEventStore } from '../../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { collect, idsOf, iteratorOf, someFacts, take } from '../../support/facts.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('facts that the server joins to texts', () => {
  let database: TestDatabase;
  let pool: PostgresPool;
  let store: PostgresEventStore;

  const open = async () => {
    pool = new PostgresPool({ url: database.url });
    store = await PostgresEventStore.open(pool);
  };
  const close = async () => {
    await store.close();
    await pool.end();
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    await open();
    await store.append('order-1', someFacts(1_100, 'a'), 'none');
  });
  afterEach(async () => {
    await close();
    await database.drop();
  });

  it('F-S1 come in order, whatever order the server finds best', async () => {
    // Without sorting the server groups by hashing, and gives the groups as they fall.
    await pool.query(
      `do $$ begin execute format('alter database %I set enable_sort = off', current_database()); end $$`,
    );
    await close();
    await open();
    const ids = idsOf(someFacts(1_100, 'a').map((fact) => ({ ...fact, stream: '', version: 0, position: '' })));
    expect(idsOf(await collect(store.readStream('order-1')))).toEqual(ids);
    expect(idsOf(await collect(store.readStream('order-1', { backwards: true })))).toEqual([...ids].reverse());
    expect(idsOf(await collect(store.readAll()))).toEqual(ids);
  });

  it('F-S8 name the one that somebody made unreadable, and are not skipped', async () => {
    await pool.query(`update es_facts set data = '{"id": ' where position = 733`);
    await close();
    await open();
    await expect(collect(store.readStream('order-1'))).rejects.toThrow('the fact at position 733 is not JSON');
    await expect(collect(store.readAll())).rejects.toThrow('the fact at position 733 is not JSON');
    const subscription = iteratorOf(store.subscribe());
    await take(subscription, 500);
    // Asked again it stays there, although the page behind it was there already.
    for (let n = 0; n < 2; n++) {
      await expect(subscription.next()).rejects.toThrow('the fact at position 733 is not JSON');
    }
    await subscription.return?.();
  });
});
