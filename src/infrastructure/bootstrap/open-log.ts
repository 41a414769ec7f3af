import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EventStore } from '../../application/ports/event-store.port.js';
import { PostgresEventStore } from '../event-store/postgres/postgres-event-store.js';
import { passwordOf, SUPERUSER } from '../postgres/cluster.js';
import { startEmbedded } from '../postgres/embedded-server.js';
import { PostgresPool } from '../postgres/pool.js';
import { runningPostmaster } from '../postgres/postmaster.js';

/** Where a log to be looked at is: a server, or a data folder with an embedded one. */
export type LogPlace = { readonly url: string } | { readonly dataDir: string };

export interface OpenedLog {
  readonly store: EventStore;
  readonly url: string;
  /** A running desk writes it meanwhile. */
  readonly inUse: boolean;
  close(): Promise<void>;
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

const openUrl = async (url: string, inUse: boolean, end: () => Promise<unknown>): Promise<OpenedLog> => {
  const pool = new PostgresPool({ url, max: 2, name: 'tribune reader' });
  try {
    const store = await PostgresEventStore.open(pool);
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

/**
 * Opens a log to read it, beside a running desk or without one.
 * @throws NoLog, PostgresStartError, or the driver's error for a server by URL
 */
export const openLog = async (place: LogPlace): Promise<OpenedLog> => {
  if ('url' in place) return openUrl(place.url, false, async () => undefined);
  const dataDir = resolve(place.dataDir);
  if (!existsSync(join(dataDir, 'pg'))) {
    throw new NoLog(`${dataDir} holds no log: start the desk once, or name its folder with --data.`);
  }
  const running = joinRunning(dataDir);
  if (running !== undefined) return openUrl(running, true, async () => undefined);
  const server = await startEmbedded({ dataDir });
  return openUrl(server.url, false, () => server.stop());
};
