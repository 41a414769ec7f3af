/**
 * Makes a clone ready to run: installs packages and builds only what is stale. Called before every npm script, so that
 * one command is enough on a fresh machine. Speaks on stderr alone: stdout belongs to the program that follows.
 *
 *   node scripts/ready.mjs [server] [web] [simulator]
 *
 * It must load on any Node and without node_modules: only built-in modules here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from './digest.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const LOCK = '.ready.lock';
const npm = process.env.npm_execpath;
const bin = (path) => [process.execPath, join('node_modules', path)];

// The lock alone: npm ci itself refuses a package.json that differs, and an edited script must not reinstall.
const lockFiles = ['package-lock.json'];
const steps = {
  install: {
    label: 'Installing packages',
    mark: 'node_modules/.ready',
    sources: lockFiles,
    // --include=dev: NODE_ENV=production would leave out the build tools.
    command: [...(npm ? [process.execPath, npm] : ['npm']), 'ci', '--include=dev', '--loglevel=error'],
    remedy: 'Check the network and the disk, then run the same command again.',
  },
  server: {
    label: 'Building the server',
    mark: 'dist/.ready',
    sources: [...lockFiles, 'src', 'nest-cli.json', 'tsconfig.json', '.swcrc'],
    command: [...bin('@nestjs/cli/bin/nest.js'), 'build'],
    remedy: 'The lines above say where. "npm run check" says more.',
  },
  web: {
    label: 'Building the dashboard',
    mark: 'web/dist/.ready',
    sources: [...lockFiles, 'web'],
    command: [...bin('vite/bin/vite.js'), 'build', 'web', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    remedy: 'The lines above say where. "npm run check" says more.',
  },
  simulator: {
    label: 'Building the simulator',
    mark: 'build/.ready',
    sources: [...lockFiles, 'src', 'test/support', 'test/simulation', '.swcrc'],
    command: [
      ...bin('@swc/cli/bin/swc.js'),
      ...['src', 'test/support', 'test/simulation', '--out-dir', 'build', '--only', '**/*.ts', '--quiet'],
    ],
    remedy: 'The lines above say where. "npm run check" says more.',
  },
};

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** The same range as `engines` in package.json. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  fail(
    `Tribune needs Node 20.19 or later, or 22.12 or later; this is ${process.versions.node}. "nvm install" fetches it.`,
  );
}

const isStale = ({ mark, sources }) => !existsSync(mark) || readFileSync(mark, 'utf8') !== digestOf(sources);

function run({ label, mark, sources, command, remedy }) {
  const startedAt = Date.now();
  const digest = digestOf(sources);
  process.stderr.write(`${label} ... `);
  // A mark that outlives a failed or killed step would call a broken result ready.
  rmSync(mark, { force: true });
  const [file, ...args] = command;
  // NODE_ENV=test or production of the caller must not reach the build tools.
  const env = { ...process.env, NODE_ENV: undefined };
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env,
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    process.stderr.write(`failed\n${stdout ?? ''}${stderr ?? ''}`);
    fail(`${label} failed (${error?.message ?? signal ?? `exit code ${status}`}). ${remedy}`);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, digest);
  process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

function holderIsAlive() {
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One at a time: two npm commands in a fresh clone would install into the same folder. */
function withLock(work) {
  for (let announced = false; ;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        fail(`Cannot write to ${root} (${error.code}): make the folder writable or free some disk.`);
    }
    if (!holderIsAlive()) rmSync(LOCK, { force: true });
    else if (!announced) {
      announced = true;
      process.stderr.write('Waiting for another npm command that installs or builds here ...\n');
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  process.on('exit', () => rmSync(LOCK, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
  work();
}

checkNode();
const wanted = ['install', ...process.argv.slice(2)];
for (const name of wanted) if (!steps[name]) fail(`Unknown step "${name}": one of server, web, simulator.`);
if (wanted.some((name) => isStale(steps[name]))) {
  withLock(() => {
    // Asked again: whoever held the lock may have done the work.
    for (const name of wanted) if (isStale(steps[name])) run(steps[name]);
  });
}
