import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { PostgresEventStore } from '../../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { type EmbeddedPostgres, startEmbedded } from '../../../src/infrastructure/postgres/embedded-server.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { collect } from '../../support/facts.js';
import { killServer, serverPid, temporaryFolder } from '../../support/own-server.js';
import { WatchedLog } from '../../support/watched-log.js';

const LIMIT = 12;
const SLOW = 120_000;

/** The whole of what a running desk has of PostgreSQL: the server with its guard, a pool, the store. */
const openAll = async (folder: string) => {
  const settings = { max_connections: String(LIMIT), max_wal_senders: '0', shared_buffers: '16MB' };
  const server: EmbeddedPostgres = await startEmbedded({ dataDir: folder, settings });
  const pool = new PostgresPool({ url: server.url, max: 3, name: 'watched' });
  const store = await PostgresEventStore.open(pool);
  const close = async () => {
    await store.close();
    await pool.end();
    await server.stop();
  };
  return { url: server.url, store, close };
};

/** Shown on request, as `TRIBUNE_STORY=1 npx jest server-loss`. */
const tell = (log: WatchedLog): void => {
  if (process.env.TRIBUNE_STORY)
    process.stdout.write(`${expect.getState().currentTestName}\n${log.story.join('\n')}\n`);
};

const nothingLostNorDouble = async (log: WatchedLog): Promise<void> => {
  const { stored, seen } = await log.end();
  tell(log);
  expect(stored).toEqual(log.acknowledged);
  expect(seen).toEqual(log.acknowledged);
  expect(new Set(stored).size).toBe(stored.length);
};

describe('PostgreSQL that goes away by itself and comes back by itself', () => {
  const folder = temporaryFolder();
  let all: Awaited<ReturnType<typeof openAll>>;
  let watched: WatchedLog | undefined;

  beforeAll(async () => {
    all = await openAll(folder.path);
  }, SLOW);
  afterAll(async () => {
    await all.close();
    folder.remove();
  }, SLOW);
  afterEach(async () => {
    await watched?.end();
    const pool = new PostgresPool({ url: all.url, max: 1 });
    await pool.query('truncate es_facts; update es_head set position = 0');
    await pool.end();
    await all.store.close();
    const opened = new PostgresPool({ url: all.url, max: 3, name: 'watched' });
    const store = await PostgresEventStore.open(opened);
    const { close } = all;
    all = { ...all, store, close: async () => (await store.close(), await opened.end(), await close()) };
  }, SLOW);

  const watch = (at?: () => number) => (watched = new WatchedLog(all.store, 100, at));

  it(
    'F-S10 is started again after it was stopped, on the same port, and loses nothing',
    async () => {
      const log = watch();
      await log.goesOn();
      log.step('the server is stopped');
      process.kill(serverPid(folder.path), 'SIGINT');
      await log.saysDown(/./);
      log.step('the guard starts it');
      await log.goesOn();
      await nothingLostNorDouble(log);
    },
    SLOW,
  );

  it(
    'F-S10 is started again after kill -9 of all its processes, and loses nothing',
    async () => {
      const log = watch();
      await log.goesOn();
      log.step('the server is killed');
      killServer(folder.path);
      await log.saysDown(/./);
      log.step('the guard starts it');
      await log.goesOn();
      await nothingLostNorDouble(log);
      expect(log.outcomes).toContain('not-applied');
    },
    SLOW,
  );

  it(
    'F-S10 F-S5 goes on after every session was ended, again and again',
    async () => {
      const log = watch();
      const admin = new PostgresPool({ url: all.url, max: 1, name: 'admin' });
      for (let round = 1; round <= 5; round++) {
        await log.goesOn();
        log.step(`all sessions are ended, round ${round}`);
        await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name like 'watched%'`);
        // At the latest the listener says so; it takes a moment to connect again.
        await log.saysDown(/./);
      }
      await log.goesOn();
      await admin.end();
      await nothingLostNorDouble(log);
    },
    SLOW,
  );

  it(
    'F-S10 waits for a connection where others have taken all of them, and says so',
    async () => {
      const log = watch();
      await log.goesOn();
      log.step('others take every connection');
      const hogs: pg.Client[] = [];
      const takeAll = async (): Promise<void> => {
        for (;;) {
          const hog = new pg.Client({ connectionString: all.url, application_name: 'hog' });
          hog.on('error', () => undefined);
          try {
            await hog.connect();
            hogs.push(hog);
          } catch {
            return;
          }
        }
      };
      await takeAll();
      let starved = false;
      const starving = log.saysDown(/too many clients/).then(() => (starved = true));
      while (!starved) {
        await hogs[0]?.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name like 'watched%'`);
        await takeAll();
      }
      await starving;
      log.step('they give them back');
      await Promise.all(hogs.map((hog) => hog.end()));
      await log.goesOn();
      await nothingLostNorDouble(log);
    },
    SLOW,
  );

  it(
    'F-S10 keeps order and comes back while the wall clock jumps back and forth',
    async () => {
      const real = Date.now.bind(Date);
      let jumps = 0;
      const hours = [0, -26, 9_000, -9_000, 1];
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + (hours[jumps % 5] as number) * 3_600_000);
      try {
        const log = watch(() => (jumps++, Date.now()));
        await log.goesOn();
        log.step('the server is killed while the clock jumps');
        killServer(folder.path);
        await log.saysDown(/./);
        await log.goesOn();
        const facts = await collect(all.store.readAll());
        expect(new Set(facts.map(({ metadata }) => Math.sign(metadata.at - real()))).size).toBeGreaterThan(1);
        expect(facts.map(({ position }) => Number(position))).toEqual(facts.map((_, i) => i + 1));
        await nothingLostNorDouble(log);
      } finally {
        clock.mockRestore();
      }
    },
    SLOW,
  );
});

const SIZE_MB = 128;

/** A small disk of its own; undefined where this machine does not let us mount one. */
const smallDisk = (path: string): (() => void) | undefined => {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', path]);
  if (status === 0) return () => execFileSync('umount', ['-l', path]);
  process.stderr.write(`No small disk can be mounted here, so a full one is not tried: ${String(stderr).trim()}\n`);
  return undefined;
};

/** Bytes that can still be written. */
const roomIn = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

/** In small pieces, because the server writes meanwhile and may take the last of it. */
const fillDisk = (ballast: string, left: () => number): void => {
  for (let bytes = left(); bytes > 0; bytes = left()) {
    try {
      appendFileSync(ballast, Buffer.alloc(Math.min(bytes, 65_536)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
};

describe('PostgreSQL on a full disk', () => {
  const folder = temporaryFolder();
  let unmount: (() => void) | undefined;
  // Not before: where no test of this block is chosen nobody would take it away again.
  beforeAll(() => {
    unmount = smallDisk(folder.path);
  });
  afterAll(() => {
    unmount?.();
    folder.remove();
  });

  it(
    'F-S10 refuses appends, loses and doubles none, and goes on by itself when there is room again',
    async () => {
      if (!unmount) return;
      const { url, store, close } = await openAll(folder.path);
      const log = new WatchedLog(store, 60_000);
      await log.goesOn();
      log.step('the disk is filled up to 2 MB');
      const ballast = join(folder.path, 'ballast');
      const fillUpTo = (bytes: number) => fillDisk(ballast, () => roomIn(folder.path) - bytes);
      fillUpTo(2_097_152);
      await log.saysDown(/could not extend file/);
      log.step('there is room again');
      rmSync(ballast);
      await log.goesOn();
      log.step('the disk is filled to the last block, and the server needs a new file for its own log');
      fillUpTo(0);
      const admin = new PostgresPool({ url, max: 1 });
      const switching = async () => {
        // Until it fails: a new file of the log that can't be had ends the server.
        for (;;) await admin.query(`select pg_logical_emit_message(true, '', repeat('x', 100000)), pg_switch_wal()`);
      };
      await expect(switching()).rejects.toThrow();
      await log.saysDown(/ECONN|terminat|recovery|starting|shutting/);
      log.step('there is room again');
      rmSync(ballast);
      await log.goesOn();
      await admin.end();
      await nothingLostNorDouble(log);
      await close();
    },
    SLOW,
  );
});
