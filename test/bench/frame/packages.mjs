import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const mark = join(folder, 'node_modules', '.ready');
const lockFile = join(folder, 'package-lock.json');

/**
 * What only benches need is installed beside them, at the first bench that asks, and stays out of the product's own
 * packages. Exits with one line if it can't be had.
 */
const install = () => {
  const lock = readFileSync(lockFile, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  process.stderr.write('Installing packages that only benches need, into test/bench/node_modules ...\n');
  const npm = process.env.npm_execpath;
  const [file, ...args] = [...(npm ? [process.execPath, npm] : ['npm']), 'ci', '--loglevel=error'];
  const { status } = spawnSync(file, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    process.stderr.write('They could not be installed: check the network, then run the same command again.\n');
    process.exit(1);
  }
  writeFileSync(mark, lock);
};

/** A package of test/bench/package.json with its version: `{ module, version }`. */
export const benchPackage = async (name) => {
  install();
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
  return { module: await import(name), version };
};
