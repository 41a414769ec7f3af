import { PostgresEventStore } from '../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../src/infrastructure/postgres/pool.js';
import { createTestDatabase } from '../support/test-database.js';
import { eventStoreContract, type StoreUnderTest } from './event-store.contract.js';

const createStore = async (): Promise<StoreUnderTest> => {
  const database = await createTestDatabase();
  const pools: PostgresPool[] = [];
  const stores: PostgresEventStore[] = [];
  const open = async () => {
    const pool = new PostgresPool({ url: database.url });
    pools.push(pool);
    const store = await PostgresEventStore.open(pool);
    stores.push(store);
    return store;
  };
  const admin = new PostgresPool({ url: database.url, max: 1 });
  pools.push(admin);
  return {
    store: await open(),
    another: open,
    interrupt: async () => {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
};

eventStoreContract('postgres', createStore);
