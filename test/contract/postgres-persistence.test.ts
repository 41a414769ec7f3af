import type { DataSource } from 'typeorm';
import { PostgresCandleArchive } from '../../src/infrastructure/persistence/postgres/postgres-candle-archive.js';
import { PostgresCheckpoints } from '../../src/infrastructure/persistence/postgres/postgres-checkpoints.js';
import { PostgresReadStore } from '../../src/infrastructure/persistence/postgres/postgres-read-store.js';
import { openDataSource } from '../../src/infrastructure/persistence/typeorm/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { candleArchiveContract, checkpointsContract } from './persistence.contract.js';
import { readStoreContract } from './read-store.contract.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  // Two processes that start at the same moment migrate once.
  const [first, second] = await Promise.all([openDataSource(database), openDataSource(database)]);
  source = first;
  await second.destroy();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const emptied = async <T>(table: string, made: T): Promise<T> => {
  await source.query(`truncate ${table}`);
  return made;
};

checkpointsContract({ name: 'postgres', create: () => emptied('checkpoints', new PostgresCheckpoints(source)) });
candleArchiveContract({ name: 'postgres', create: () => emptied('candles', new PostgresCandleArchive(source)) });

readStoreContract('postgres', async () => {
  const dispose = async () => {
    const tables = await source.query<{ name: string }[]>(
      `select format('%I', tablename) as name from pg_tables where schemaname = 'public' and tablename like 'rm\\_%'`,
    );
    for (const { name } of tables) await source.query(`drop table ${name}`);
    await source.query('truncate read_models');
  };
  return { store: new PostgresReadStore(source), another: new PostgresReadStore(source), dispose };
});

describe('read models in PostgreSQL', () => {
  const shape = { name: 'orders', version: 1, tables: { orders: { filters: ['status'] } } };
  const at = (n: number) => ({ storeId: 'log', position: String(n).padStart(16, '0') });

  it('F-S2 F-S6 hold under two projectors that race through claims and rebuilds, with readers beside', async () => {
    const stores = [new PostgresReadStore(source), new PostgresReadStore(source)];
    let done = false;
    const project = async (store: PostgresReadStore, version: number) => {
      for (let round = 0; round < 12; round++) {
        const writer = await store.claim({ ...shape, version: version + (round % 2) }, 'log');
        try {
          for (let n = Number(writer.progress?.position ?? 0); n < 20; n++) {
            await writer.commit(
              [{ table: 'orders', key: `k${n}`, sort: String(n), row: { n, status: 'x' } }],
              at(n + 1),
            );
          }
          await writer.publish();
        } catch (error) {
          expect((error as Error).name).toBe('FencedError');
        }
      }
    };
    const read = async () => {
      const reader = new PostgresReadStore(source);
      while (!done) {
        const page = await reader.list('orders', 'orders', { limit: 100 });
        // One row a position: rows and progress of one generation and of one moment.
        expect(page.items).toHaveLength(Number(page.asOf ?? 0));
      }
    };
    const reading = read();
    await Promise.all(stores.map((store, i) => project(store, i + 1)));
    done = true;
    await reading;
    const tables = await source.query<unknown[]>(`select 1 from pg_tables where tablename like 'rm\\_%'`);
    const generations = await source.query<unknown[]>('select 1 from read_models');
    expect(tables).toHaveLength(generations.length);
  });
});
