import type { CandleArchive } from '../../application/ports/candle-archive.port.js';
import type { Checkpoints } from '../../application/ports/checkpoints.port.js';
import type { EventStore } from '../../application/ports/event-store.port.js';
import type { Leases } from '../../application/ports/leases.port.js';
import type { Snapshots } from '../../application/ports/snapshots.port.js';
import type { ReadStore } from '../../projections/read-store.port.js';
import { openEventStoreDb, type EventStoreDbOptions } from '../event-store/eventstoredb/open-eventstoredb.js';
import { MemoryEventStore } from '../event-store/memory/memory-event-store.js';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.js';
import { MemoryCandleArchive } from '../persistence/memory/memory-candle-archive.js';
import { MemoryCheckpoints } from '../persistence/memory/memory-checkpoints.js';
import { MemoryLeases } from '../persistence/memory/memory-leases.js';
import { MemoryReadStore } from '../persistence/memory/memory-read-store.js';
import { MemorySnapshots } from '../persistence/memory/memory-snapshots.js';
import { PostgresCandleArchive } from '../persistence/postgres/postgres-candle-archive.js';
import { PostgresCheckpoints } from '../persistence/postgres/postgres-checkpoints.js';
import { PostgresLeases } from '../persistence/postgres/postgres-leases.js';
import { PostgresReadStore } from '../persistence/postgres/postgres-read-store.js';
import { PostgresSnapshots } from '../persistence/postgres/postgres-snapshots.js';
import { openDataSource } from '../persistence/typeorm/data-source.js';
import { startEmbedded, type EmbeddedOptions } from '../postgres/embedded-server.js';
import { PostgresPool } from '../postgres/pool.js';

/** The log and what is kept beside it. */
export interface Storage {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly archive: CandleArchive;
  readonly readStore: ReadStore;
  readonly leases: Leases;
  readonly snapshots: Snapshots;
  /** Other processes may stand on it beside this one. */
  readonly isShared: boolean;
  /** Of the PostgreSQL behind it; undefined for memory. */
  readonly url?: string;
  /** Lets go of everything; an embedded server that nobody else uses is stopped. */
  close(): Promise<void>;
}

/** A PostgreSQL. */
export type DatabaseChoice =
  | { readonly kind: 'embedded'; readonly dataDir: string; readonly onProgress?: EmbeddedOptions['onProgress'] }
  | { readonly kind: 'url'; readonly url: string };

export type StorageChoice =
  | { readonly kind: 'memory' }
  | DatabaseChoice
  | (Pick<EventStoreDbOptions, 'url' | 'allowPlainText' | 'onWarning'> & {
      readonly kind: 'eventstoredb';
      /** Where everything but the log is. */
      readonly database: DatabaseChoice;
    });

export const openMemory = (): Storage => {
  const store = new MemoryEventStore();
  const leases = new MemoryLeases();
  return {
    store,
    checkpoints: new MemoryCheckpoints(leases),
    archive: new MemoryCandleArchive(),
    readStore: new MemoryReadStore(),
    leases,
    snapshots: new MemorySnapshots(),
    isShared: false,
    close: () => store.close(),
  };
};

interface Log {
  readonly store: EventStore;
  close(): Promise<void>;
}

const openPostgresLog = async (url: string): Promise<Log> => {
  const pool = new PostgresPool({ url });
  const store = await PostgresEventStore.open(pool);
  const close = async () => {
    await store.close();
    await pool.end();
  };
  return { store, close };
};

const openBeside = async (log: Log, url: string): Promise<Storage> => {
  const source = await openDataSource({ url });
  return {
    store: log.store,
    checkpoints: new PostgresCheckpoints(source),
    archive: new PostgresCandleArchive(source),
    readStore: new PostgresReadStore(source),
    leases: new PostgresLeases(source),
    snapshots: new PostgresSnapshots(source),
    isShared: true,
    url,
    close: async () => {
      await log.close();
      await source.destroy();
    },
  };
};

const openDatabase = async (choice: DatabaseChoice, openLog: (url: string) => Promise<Log>): Promise<Storage> => {
  if (choice.kind === 'url') return openBeside(await openLog(choice.url), choice.url);
  const { dataDir, onProgress } = choice;
  const server = await startEmbedded({ dataDir, ...(onProgress ? { onProgress } : {}) });
  try {
    const storage = await openBeside(await openLog(server.url), server.url);
    return {
      ...storage,
      isShared: false,
      close: async () => {
        await storage.close();
        await server.stop();
      },
    };
  } catch (error) {
    // A failure after the server started must not leave it behind.
    await server.stop();
    throw error;
  }
};

/**
 * @throws PostgresStartError and EventStoreDbStartError with one line for a person, or the driver's error for a PostgreSQL
 *   by URL
 */
export const openStorage = async (choice: StorageChoice): Promise<Storage> => {
  if (choice.kind === 'memory') return openMemory();
  if (choice.kind !== 'eventstoredb') return openDatabase(choice, openPostgresLog);
  // First the node: a wrong connection string is told before a database is made.
  const store = await openEventStoreDb(choice);
  const log: Log = { store, close: () => store.close() };
  try {
    return await openDatabase(choice.database, () => Promise.resolve(log));
  } catch (error) {
    await store.close();
    throw error;
  }
};
