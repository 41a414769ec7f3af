import pg from 'pg';
import { PostgresEventStore } from '../../../dist/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../../dist/infrastructure/postgres/pool.js';
import { benchPackage } from './packages.mjs';

/** Our log in the database at `url`: `{ store, pool, close }`. `max` is the pool's size; absent = the product's own. */
export const openTribune = async (url, max) => {
  const pool = new PostgresPool({ url, ...(max === undefined ? {} : { max }) });
  const store = await PostgresEventStore.open(pool);
  const close = async () => {
    await store.close();
    await pool.end();
  };
  return { store, pool, close };
};

/**
 * Emmett's log in the database at `url`, through its documented API: `{ store, version, close }`. It gets a pool that is
 * made once and filled before it is measured; `max` connections, because it sends one append over one connection.
 */
export const openEmmett = async (url, max) => {
  const { module, version } = await benchPackage('@event-driven-io/emmett-postgresql');
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  const store = module.getPostgreSQLEventStore(url, {
    schema: { autoMigration: 'None' },
    connectionOptions: { pooled: true, pool },
  });
  await store.schema.migrate();
  const close = async () => {
    await store.close();
    await pool.end().catch(() => undefined);
  };
  return { store, version, close };
};

/** A fact of ours as Emmett takes it, with the same data and metadata. */
export const asEmmett = ({ type, data, metadata }) => ({ type, data, metadata });
