import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Programs } from './programs.js';
import { PostgresStartError } from './start-error.js';

export const SUPERUSER = 'tribune';
const CONFIG = 'tribune.conf';

/** Server settings beyond PostgreSQL's defaults. An acknowledged fact is on the disk. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
};

/** The saved password of the superuser; drawn at the first start, readable by the owner only. */
export const passwordOf = (dataDir: string, cluster: string): string => {
  const file = join(dataDir, 'pg.password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(cluster)) {
    throw new PostgresStartError(
      `${file} is missing, so ${cluster} can't be opened: restore it, or move the folder away.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true });
  return password;
};

/** initdb into a side folder, then rename: a kill in the middle leaves nothing that looks ready and is not. */
export const createCluster = async (programs: Programs, cluster: string, password: string): Promise<void> => {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.pw`;
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
    if (process.platform === 'linux') programs.handOver(join(cluster, '..'));
    const made = await programs.run('initdb', ['-D', fresh, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...options]);
    if (made.code !== 0) throw new Error(made.words);
    appendFileSync(join(fresh, 'postgresql.conf'), `\ninclude_if_exists '${CONFIG}'\n`);
    renameSync(fresh, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
};

/** Written anew at each start, so that a changed setting needs no hand on the cluster. */
export const configure = (cluster: string, port: number, settings: Readonly<Record<string, string>>): void => {
  const all = { ...SETTINGS, ...settings, port: String(port) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  writeFileSync(join(cluster, CONFIG), lines.join(''), { mode: 0o600 });
};

/** The port of the last run: keeping it keeps every address that somebody noted. */
export const lastPort = (cluster: string): number | undefined => {
  try {
    const port = /^port = '(\d+)'$/m.exec(readFileSync(join(cluster, CONFIG), 'utf8'))?.[1];
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined;
  }
};
