import { PostgresEventStore } from '../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../src/infrastructure/postgres/pool.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { eventStoreContract } from './event-store.contract.js';
import type { StoreUnderTest } from './store-under-test.js';

interface Place {
  readonly database: TestDatabase;
  readonly admin: PostgresPool;
}

/** Databases that are free at the moment: making one takes longer than most of the tests. */
const free: Place[] = [];

const newPlace = async (): Promise<Place> => {
  const database = await createTestDatabase();
  return { database, admin: new PostgresPool({ url: database.url, max: 1 }) };
};

const createStore = async (): Promise<StoreUnderTest> => {
  const place = free.pop() ?? (await newPlace());
  const pools: PostgresPool[] = [];
  const stores: PostgresEventStore[] = [];
  const open = async () => {
    const pool = new PostgresPool({ url: place.database.url });
    pools.push(pool);
    const store = await PostgresEventStore.open(pool);
    stores.push(store);
    return store;
  };
  return {
    store: await open(),
    another: open,
    interrupt: async () => {
      await place.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(pools.map((pool) => pool.end()));
      await place.admin.query('drop table es_facts, es_head');
      free.push(place);
    },
  };
};

afterAll(async () => {
  for (const { admin, database } of free) {
    await admin.end();
    await database.drop();
  }
});

eventStoreContract('postgres', createStore);
