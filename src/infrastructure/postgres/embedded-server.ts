import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { configure, createCluster, lastPort, passwordOf, SUPERUSER } from './cluster.js';
import { wordsOf } from './failures.js';
import { lockFolder } from './folder-lock.js';
import { freePort } from './ports.js';
import { removeStalePidFile, runningPostmaster } from './postmaster.js';
import { findPrograms, type Programs } from './programs.js';
import { guardServer } from './server-guard.js';
import { logTail, PostgresStartError, startError } from './start-error.js';

const DATABASE = 'tribune';
/** A killed server stays a zombie, and its children keep the shared memory, for about a second. */
const RETRY_MS = 250;
const DEADLINE_MS = 60_000;

export interface EmbeddedOptions {
  /** Holds the cluster (`pg`), its password, its log and the lock. Made if absent. */
  readonly dataDir: string;
  /** Loopback port; absent = that of the last run if it is free, else any free one. */
  readonly port?: number;
  /** PostgreSQL settings over ours, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (step: 'creating' | 'starting' | 'adopting' | 'ready') => void;
}

export interface EmbeddedPostgres {
  /** Of the desk's database, with user and password. */
  readonly url: string;
  readonly port: number;
  /** True if a server that a killed process left behind was taken over. */
  readonly adopted: boolean;
  /**
   * Stops the server and lets go of the folder. If somebody else is connected the server stays (and is adopted at the
   * next start) and the answer is `left-running`. Close own pools first.
   */
  stop(): Promise<'stopped' | 'left-running'>;
}

interface Site {
  readonly programs: Programs;
  readonly cluster: string;
  readonly log: string;
  readonly password: string;
  readonly options: EmbeddedOptions;
}

/**
 * Starts PostgreSQL on the data folder, or adopts the one that runs there; never a second one on the same data. Until
 * `stop` a server that is gone is started again.
 * @throws PostgresStartError with one line for a person
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const wanted = resolve(options.dataDir);
  try {
    makeFolder(wanted);
    // The server's command line shows the real path, by which an orphan is recognised.
    const dataDir = realpathSync(wanted);
    const release = lockFolder(dataDir);
    try {
      return await startLocked(dataDir, options, release);
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw startError(error, wanted);
  }
};

/** Level by level: where a file system refuses all new names (/proc), Node's own recursive mkdir never ends. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
};

const startLocked = async (
  dataDir: string,
  options: EmbeddedOptions,
  release: () => void,
): Promise<EmbeddedPostgres> => {
  const programs = findPrograms();
  const cluster = join(dataDir, 'pg');
  const site: Site = {
    programs,
    cluster,
    log: join(dataDir, 'pg.log'),
    password: passwordOf(dataDir, cluster),
    options,
  };
  if (!existsSync(cluster)) {
    options.onProgress?.('creating');
    await createCluster(programs, cluster, site.password);
  }
  const { port, adopted } = await serve(site);
  try {
    await ensureDatabase(urlOf(site, port, 'postgres'));
  } catch (error) {
    // A server that can't be used must not stay behind; an adopted one was there before us.
    if (!adopted) await stopServer(site);
    throw error;
  }
  options.onProgress?.('ready');
  // On the same port, so that everybody's pool finds it again.
  const { settings } = options;
  const again: Site = { ...site, options: { dataDir, port, ...(settings ? { settings } : {}) } };
  const guard = guardServer(
    () => runningPostmaster(cluster) !== undefined,
    () => serve(again),
  );
  const stop = async () => {
    await guard.end();
    const alone = await nobodyElse(urlOf(site, port, 'postgres'));
    if (alone) await stopServer(site);
    release();
    return alone ? 'stopped' : 'left-running';
  };
  return { url: urlOf(site, port, DATABASE), port, adopted, stop };
};

/** Adopts or starts, until a server is ready or the deadline is over. */
const serve = async (site: Site): Promise<{ port: number; adopted: boolean }> => {
  // Not the wall clock, which may jump.
  const deadline = performance.now() + DEADLINE_MS;
  let failure = new Error('the server that runs there does not become ready');
  while (performance.now() < deadline) {
    const running = runningPostmaster(site.cluster);
    if (running?.status === 'ready') {
      site.options.onProgress?.('adopting');
      return { port: running.port, adopted: true };
    }
    if (!running) {
      removeStalePidFile(site.cluster);
      try {
        return { port: await startServer(site), adopted: false };
      } catch (error) {
        if (!mayPass(wordsOf(error))) throw error;
        failure = new Error(wordsOf(error));
      }
    }
    await sleep(RETRY_MS);
  }
  throw failure;
};

const startServer = async (site: Site): Promise<number> => {
  const port = await choosePort(site);
  site.options.onProgress?.('starting');
  configure(site.cluster, port, site.options.settings ?? {});
  const before = logTail(site.log).length;
  const args = ['start', '-w', '-t', String(DEADLINE_MS / 1_000), '-D', site.cluster, '-l', site.log];
  const started = await site.programs.run('pg_ctl', args);
  if (started.code === 0) return port;
  // It may still be on its way up (a long recovery): wait for it by its pid file instead of starting another.
  throw new Error(`${started.words}\n${logTail(site.log).slice(before < 4_000 ? before : 0)}`);
};

/** What goes away by itself after a kill -9, and a free port that somebody took in between. */
const mayPass = (words: string): boolean =>
  /postmaster\.pid" already exists|shared memory block|could not bind|Address already in use|did not start in time/i.test(
    words,
  );

const choosePort = async (site: Site): Promise<number> => {
  const { port } = site.options;
  if (port !== undefined && port !== 0) {
    if ((await freePort(port)) === port) return port;
    throw new PostgresStartError(
      `Port ${port} is taken, so PostgreSQL can't listen there. Free it, or set another one.`,
    );
  }
  const found = (await freePort(lastPort(site.cluster) ?? 0)) ?? (await freePort(0));
  if (found === undefined) throw new PostgresStartError('No free port on 127.0.0.1 for PostgreSQL.');
  return found;
};

const stopServer = async (site: Site): Promise<void> => {
  // pg_ctl would wait for a zombie.
  if (!runningPostmaster(site.cluster)) return;
  await site.programs.run('pg_ctl', ['stop', '-w', '-m', 'fast', '-t', '30', '-D', site.cluster]);
};

const urlOf = (site: Site, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${site.password}@127.0.0.1:${port}/${database}`;

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tribune launcher',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const ensureDatabase = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  });

/** True also when the server is not there any more: then there is nothing to leave running. */
const nobodyElse = async (url: string): Promise<boolean> => {
  try {
    return await withClient(url, async (client) => {
      // A pool that was closed a moment ago may still be seen: look again before leaving the server alone.
      for (let attempt = 0; attempt < 8; attempt++) {
        const others = await client.query(
          `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        );
        if (others.rowCount === 0) return true;
        await sleep(RETRY_MS / 2);
      }
      return false;
    });
  } catch {
    return true;
  }
};
