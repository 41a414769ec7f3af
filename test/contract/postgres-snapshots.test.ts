import type { DataSource } from 'typeorm';
import { PostgresSnapshots } from '../../src/infrastructure/persistence/postgres/postgres-snapshots.js';
import { openDataSource } from '../../src/infrastructure/persistence/typeorm/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { snapshotsContract } from './snapshots.contract.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await openDataSource({ ...database, max: 2 });
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

snapshotsContract({
  name: 'postgres',
  create: async () => {
    await source.query('truncate snapshots');
    return new PostgresSnapshots(source);
  },
  spoil: async (_, stream, change) => {
    const [row] = await source.query<{ state: string }[]>('select state from snapshots where stream = $1', [stream]);
    await source.query('update snapshots set state = $2 where stream = $1', [stream, change(row?.state ?? '')]);
  },
});
