import type { DataSource } from 'typeorm';
import { MemoryReadStore } from '../../src/infrastructure/persistence/memory/memory-read-store.js';
import { PostgresReadStore } from '../../src/infrastructure/persistence/postgres/postgres-read-store.js';
import { openDataSource } from '../../src/infrastructure/persistence/typeorm/data-source.js';
import type { ReadStore } from '../../src/projections/read-store.port.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Gives each test a read store of its own kind; `close` after all tests. */
export interface ReadStores {
  open(): Promise<ReadStore>;
  close(): Promise<void>;
}

export const memoryReadStores = (): ReadStores => ({
  open: () => Promise.resolve(new MemoryReadStore()),
  close: () => Promise.resolve(),
});

/** One database per store: read models of two tests would claim each other's. */
export const postgresReadStores = (): ReadStores => {
  const opened: { readonly database: TestDatabase; readonly source: DataSource }[] = [];
  return {
    open: async () => {
      const database = await createTestDatabase();
      const source = await openDataSource({ url: database.url, max: 4 });
      opened.push({ database, source });
      return new PostgresReadStore(source);
    },
    close: async () => {
      for (const { database, source } of opened) {
        await source.destroy();
        await database.drop();
      }
    },
  };
};

/** Runs the tests against both stores; without a server the PostgreSQL ones are skipped aloud. */
export const forEachReadStore = (tests: (stores: ReadStores) => void): void => {
  describe('memory', () => tests(memoryReadStores()));
  const onServer = process.env['TRIBUNE_TEST_PG'] === undefined ? describe.skip : describe;
  onServer('postgres', () => tests(postgresReadStores()));
};
