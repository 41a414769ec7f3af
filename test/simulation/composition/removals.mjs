/**
 * Proof that each risk rule and each guard is needed: in a private copy of the tree it takes them out one after the
 * other, runs the tests of this folder, and prints which of them failed. Run by hand:
 *
 *   node test/simulation/composition/removals.mjs [word in the name of what is removed]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { REMOVALS } from './removals.table.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');
const HERE = 'test/simulation/composition';
const COPIED = ['src', 'test/support', HERE, 'package.json', 'jest.config.mjs', '.swcrc', 'tsconfig.json'];

const copyTree = () => {
  const copy = mkdtempSync(join(tmpdir(), 'tribune-removals-'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

/** Names of the tests that failed; a suite that could not run at all fails under its own words. */
const failedTests = (copy) => {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const args = ['node_modules/jest/bin/jest.js', HERE, '--silent', '--json', `--outputFile=${report}`];
  const { stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  let suites;
  try {
    suites = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    throw new Error(`jest gave no report:\n${stderr}`);
  }
  return suites.flatMap(({ assertionResults, message }) =>
    assertionResults.length === 0
      ? [`(no test ran) ${message}`]
      : assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
};

/** Takes one thing out, looks, and puts it back. */
const without = (copy, { file, find, replace, removed }) => {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(find).length !== 2) throw new Error(`${removed}: its text does not stand exactly once in ${file}`);
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  try {
    return failedTests(copy);
  } finally {
    writeFileSync(path, whole);
  }
};

const row = (removed, caught, failed) => {
  const [first = 'none', ...more] = failed;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  console.log(`| ${removed} | ${caught ? '' : 'NOT CAUGHT: '}${first}${others} |`);
};

const word = process.argv[2] ?? '';
const copy = copyTree();
let escaped = 0;
try {
  const before = failedTests(copy);
  if (before.length > 0) throw new Error(`with nothing removed these fail already: ${before.join('; ')}`);
  console.log('| removed | test that failed |\n|---|---|');
  for (const removal of REMOVALS.filter(({ removed }) => removed.includes(word))) {
    const failed = without(copy, removal);
    const expected = failed.filter((name) => name.startsWith(removal.missed));
    const caught = expected.length > 0;
    if (!caught) escaped += 1;
    row(removal.removed, caught, [...expected, ...failed.filter((name) => !expected.includes(name))]);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(escaped === 0 ? '\nEach removal was caught.' : `\n${escaped} removals were NOT caught.`);
process.exitCode = escaped === 0 ? 0 : 1;
