import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EventStore } from '../../application/ports/event-store.port.js';
import type { UpcastTable } from '../../domain/shared/upcasts.js';
import { openEventStoreDb, type EventStoreDbOptions } from '../event-store/eventstoredb/open-eventstoredb.js';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.js';
import { passwordOf, SUPERUSER } from '../postgres/cluster.js';
import { startEmbedded } from '../postgres/embedded-server.js';
import { PostgresPool } from '../postgres/pool.js';
import { runningPostmaster } from '../postgres/postmaster.js';

/** A PostgreSQL: by URL, or the embedded one of a data folder. */
export type DatabasePlace = { readonly url: string } | { readonly dataDir: string };

/** Where a log to be looked at is: in a PostgreSQL, or in a node of EventStoreDB with a PostgreSQL beside it. */
export type LogPlace =
  | DatabasePlace
  | { readonly node: Pick<EventStoreDbOptions, 'url' | 'allowPlainText'>; readonly database: DatabasePlace };

export interface OpenedLog {
  readonly store: EventStore;
  /** Of the PostgreSQL with the read models; undefined where there is none. */
  readonly url?: string;
  /** A running desk writes it meanwhile. */
  readonly inUse: boolean;
  close(): Promise<void>;
}

export interface OpenLogOptions {
  /** How facts of old shapes are read; by default as the present ones. */
  readonly upcasts?: UpcastTable;
  /** Makes a data folder that is not there; by default that is an error. */
  readonly make?: boolean;
}

export class NoLog extends Error {
  override readonly name = 'NoLog';
}

const DATABASE = 'tribune';

/** The server of a running desk, by its own password; its folder stays the desk's. */
const joinRunning = (dataDir: string): string | undefined => {
  const cluster = join(dataDir, 'pg');
  const running = runningPostmaster(cluster);
  if (running?.status !== 'ready') return undefined;
  return `postgres://${SUPERUSER}:${passwordOf(dataDir, cluster)}@127.0.0.1:${running.port}/${DATABASE}`;
};

type Database = Pick<OpenedLog, 'inUse' | 'close'> & { readonly url: string };

const openUrl = async ({ url, inUse, close: end }: Database, { upcasts }: OpenLogOptions): Promise<OpenedLog> => {
  const pool = new PostgresPool({ url, max: 2, name: 'tribune reader' });
  try {
    const store = await PostgresEventStore.open(pool, upcasts);
    const close = async () => {
      await store.close();
      await pool.end();
      await end();
    };
    return { store, url, inUse, close };
  } catch (error) {
    await pool.end();
    await end();
    throw error;
  }
};

const holdsCluster = (dataDir: string): boolean => existsSync(join(dataDir, 'pg'));

/** The server of a folder: the one that runs already, or one for the while. */
const openFolder = async (dataDir: string): Promise<Database> => {
  const running = joinRunning(dataDir);
  if (running !== undefined) return { url: running, inUse: true, close: async () => undefined };
  const server = await startEmbedded({ dataDir });
  const close = async () => {
    await server.stop();
  };
  return { url: server.url, inUse: false, close };
};

const openNode = async (
  { node, database }: Extract<LogPlace, { node: unknown }>,
  { upcasts }: OpenLogOptions,
): Promise<OpenedLog> => {
  const store = await openEventStoreDb({ ...node, ...(upcasts && { upcasts }) });
  try {
    const beside = await openBeside(database);
    const close = async () => {
      await store.close();
      await beside?.close();
    };
    return { inUse: false, ...beside, store, close };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** The PostgreSQL beside a log that is elsewhere; none where no desk has made one yet. */
const openBeside = async (place: DatabasePlace): Promise<Database | undefined> => {
  if ('url' in place) return { url: place.url, inUse: false, close: async () => undefined };
  const dataDir = resolve(place.dataDir);
  return holdsCluster(dataDir) ? openFolder(dataDir) : undefined;
};

/**
 * Opens a log beside a running desk or without one.
 * @throws NoLog, PostgresStartError, EventStoreDbStartError, or the driver's error for a PostgreSQL by URL
 */
export const openLog = async (place: LogPlace, options: OpenLogOptions = {}): Promise<OpenedLog> => {
  if ('node' in place) return openNode(place, options);
  if ('url' in place) return openUrl({ url: place.url, inUse: false, close: async () => undefined }, options);
  const dataDir = resolve(place.dataDir);
  if (!options.make && !holdsCluster(dataDir)) {
    throw new NoLog(`${dataDir} holds no log: start the desk once, or name its folder with --data.`);
  }
  return openUrl(await openFolder(dataDir), options);
};
