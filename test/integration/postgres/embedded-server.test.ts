import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { startEmbedded } from '../../../src/infrastructure/postgres/embedded-server.js';
import { PostgresPool } from '../../../src/infrastructure/postgres/pool.js';
import { startError } from '../../../src/infrastructure/postgres/start-error.js';
import { endServer, killServer, serverPid, temporaryFolder } from '../../support/own-server.js';

const SCRIPT = resolve('test/integration/postgres/desk-stand-in.mjs');
const DIST = pathToFileURL(`${resolve('dist')}/`).href;

const standIn = async (folder: string): Promise<{ child: ChildProcess; line: string }> => {
  const child = spawn(process.execPath, [SCRIPT, folder, DIST, 'hold'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return new Promise((done) => lines.once('line', (line) => done({ child, line })));
};

const kill = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
};

const one = async (url: string, text: string): Promise<unknown> => {
  const pool = new PostgresPool({ url, max: 1 });
  try {
    return Object.values((await pool.query(text))[0] ?? {})[0];
  } finally {
    await pool.end();
  }
};

describe('embedded PostgreSQL', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it('starts, keeps data, port and secrets, and stops', async () => {
    const steps: string[] = [];
    const first = await startEmbedded({ dataDir: folder.path, onProgress: (step) => steps.push(step) });
    await one(first.url, 'create table kept as select 7 as n');
    expect(await one(first.url, 'show fsync')).toBe('on');
    expect(await one(first.url, 'show synchronous_commit')).toBe('on');
    expect(await one(first.url, 'select 9007199254740993::bigint')).toBe('9007199254740993');
    expect(await one(first.url, 'select 0.10::numeric')).toBe('0.10');
    expect(statSync(join(folder.path, 'pg.password')).mode & 0o777).toBe(0o600);
    await expect(one(first.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    expect(await first.stop()).toBe('stopped');
    expect(existsSync(join(folder.path, 'pg', 'postmaster.pid'))).toBe(false);
    const second = await startEmbedded({ dataDir: folder.path });
    expect(second.port).toBe(first.port);
    expect(second.adopted).toBe(false);
    expect(await one(second.url, 'select n from kept')).toBe(7);
    await second.stop();
    expect(steps).toEqual(['creating', 'starting', 'ready']);
  });

  it('F-S11 refuses a second process on the same folder, in one line that names the first', async () => {
    const server = await startEmbedded({ dataDir: folder.path });
    const { child, line } = await standIn(folder.path);
    expect(line).toMatch(new RegExp(`^refused .* is in use by another Tribune \\(process ${process.pid}\\)`));
    if (child.exitCode === null) await new Promise((done) => child.once('exit', done));
    await expect(startEmbedded({ dataDir: folder.path })).rejects.toThrow(/is in use/);
    expect(await one(server.url, 'select 1')).toBe(1);
    await server.stop();
    await endServer(folder.path);
  });

  it('F-S11 adopts the server that a killed process left, instead of a second one', async () => {
    const { child, line } = await standIn(folder.path);
    const pid = serverPid(folder.path);
    await kill(child);
    const server = await startEmbedded({ dataDir: folder.path });
    expect(server.adopted).toBe(true);
    expect(`up ${server.url}`).toBe(line);
    expect(serverPid(folder.path)).toBe(pid);
    await server.stop();
  });

  it('starts again at once after the server itself was killed', async () => {
    const first = await startEmbedded({ dataDir: folder.path });
    await one(first.url, 'create table kept as select 7 as n');
    killServer(folder.path);
    await first.stop();
    const second = await startEmbedded({ dataDir: folder.path });
    expect(second).toMatchObject({ adopted: false, port: first.port });
    expect(await one(second.url, 'select n from kept')).toBe(7);
    await second.stop();
  });

  it('ignores a pid file and a lock of the dead, even if others have the pid now', async () => {
    await endServer(folder.path);
    writeFileSync(
      join(folder.path, 'pg', 'postmaster.pid'),
      `${process.pid}\n/elsewhere\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    writeFileSync(join(folder.path, 'lock'), `${process.pid} 1\n`);
    const server = await startEmbedded({ dataDir: folder.path });
    expect(server.adopted).toBe(false);
    await server.stop();
    expect(readdirSync(folder.path).sort()).toEqual(['pg', 'pg.log', 'pg.password']);
  });

  it('begins again where a kill cut the creation in half', async () => {
    mkdirSync(join(folder.path, 'pg.new'));
    writeFileSync(join(folder.path, 'pg.new', 'PG_VERSION'), '18\n');
    const server = await startEmbedded({ dataDir: folder.path });
    expect(await one(server.url, 'select 1')).toBe(1);
    await server.stop();
  });

  it('leaves the server to those who are still connected', async () => {
    const server = await startEmbedded({ dataDir: folder.path });
    const pool = new PostgresPool({ url: server.url });
    await pool.query('select 1');
    expect(await server.stop()).toBe('left-running');
    expect(await pool.query('select 1 as n')).toEqual([{ n: 1 }]);
    await pool.end();
    await endServer(folder.path);
  });

  it('says in one line that the port is taken, and leaves nothing running', async () => {
    const holder = createServer();
    const port = await new Promise<number>((done) =>
      holder.listen(0, '127.0.0.1', () => done((holder.address() as { port: number }).port)),
    );
    await expect(startEmbedded({ dataDir: folder.path, port })).rejects.toThrow(new RegExp(`^Port ${port} is taken`));
    holder.close();
    expect(existsSync(join(folder.path, 'pg', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(folder.path, 'lock'))).toBe(false);
  });

  it('says in one line what is wrong with the folder', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    await expect(startEmbedded({ dataDir: file })).rejects.toThrow(/is not a folder/);
    await endServer(folder.path);
    const password = readFileSync(join(folder.path, 'pg.password'));
    const pg = join(folder.path, 'pg');
    writeFileSync(join(pg, 'PG_VERSION'), '12\n');
    await expect(startEmbedded({ dataDir: folder.path })).rejects.toThrow(/another PostgreSQL version/);
    expect(password.length).toBeGreaterThan(20);
    folder.remove();
    mkdirSync(pg, { recursive: true });
    await expect(startEmbedded({ dataDir: folder.path })).rejects.toThrow(/pg\.password is missing/);
  });

  it.each([
    ['ENOSPC: no space left on device, write', 'The disk that holds /d is full'],
    ['FATAL: could not write lock file "postmaster.pid": No space left on device', 'The disk that holds /d is full'],
    ['FATAL: could not extend file\nHINT:  Check free disk space.\nPANIC:  aborted', 'The disk that holds /d is full'],
    ["ENOENT: no such file or directory, mkdir '/d'", "/d can't be made there"],
    ["EACCES: permission denied, mkdir '/d'", "/d can't be used: permission denied"],
    ["EROFS: read-only file system, open '/d/lock'", 'read-only'],
    ['LOG: starting\nFATAL:  something rare\nLOG: shut down', 'PostgreSQL did not start in /d: FATAL:  something rare'],
  ])('F-S10 explains %s', (words, line) => {
    const { message } = startError(new Error(words), '/d');
    expect(message).toContain(line);
    expect(message).not.toContain('\n');
  });
});
