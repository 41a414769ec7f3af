/**
 * Proof that the simulator bites: in private copies of the tree it makes one line of the desk wrong after the other and
 * lives through the seed that notices.
 *
 *   npm run mutations                     replays the table, two at a time; exits 1 if one is not caught
 *   npm run mutations -- WORD             those with the word in their names
 *   npm run mutations -- --find [WORD]    looks for the first seed that notices, for those of the table without one
 */
import { transformFileSync } from '@swc/core';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTATIONS } from './mutations.table.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');
const COPIED = ['src', 'test/support', 'test/simulation', 'package.json', '.swcrc'];
const MAIN = 'build/test/simulation/desk/main.js';
/** A seed that takes longer than this hangs, and that is noticed too. */
const LONGEST_SEED_MS = 240_000;
const FIND_MINUTES = 10;

const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
const folders = ['src', 'test/support', 'test/simulation'];

const copyTree = () => {
  const copy = mkdtempSync(join(tmpdir(), 'tribune-mutations-'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const built = spawnSync(process.execPath, [swc, ...folders, '-d', 'build', '--only', '**/*.ts', '-q'], { cwd: copy });
  if (built.status !== 0) throw new Error(`the copy does not build: ${built.stderr}`);
  return copy;
};

/** Compiles one source of the copy to where the build has it. */
const compile = (copy, file) => {
  const { code } = transformFileSync(join(copy, file), { cwd: copy, configFile: join(copy, '.swcrc') });
  writeFileSync(join(copy, 'build', file.replace(/\.ts$/, '.js')), code);
};

const simulate = (copy, args) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const limit = args.includes('--minutes') ? (FIND_MINUTES + 2) * 60_000 : LONGEST_SEED_MS;
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ broken: code !== 0, output });
    });
  });

/** What the simulator said: step and sentence of the first seed that broke. */
const saidBy = (output) => {
  const at = output.indexOf('BROKEN seed=');
  if (at < 0) return { seed: undefined, step: '?', sentence: 'it ended without a word (it hangs or does not start)' };
  const [head, sentence = ''] = output.slice(at).split('\n');
  const [, seed, step] = /seed=(\d+) step=(\d+)/.exec(head) ?? [];
  return { seed: Number(seed), step, sentence: sentence.trim().slice(0, 160) };
};

/** Makes one line wrong, looks, and puts it back. */
const mutatedCopy = async (copy, { file, find, replace, mutated }, look) => {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(find).length !== 2) throw new Error(`${mutated}: its text does not stand exactly once in ${file}`);
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  compile(copy, file);
  try {
    return await look();
  } finally {
    writeFileSync(path, whole);
    compile(copy, file);
  }
};

/** Those of the orders and the money are looked for without models, in a simpler world. */
const withModels = ({ models = false }) => ['--models', models ? 'yes' : 'no'];

const replay = async (copy, calm, mutation) => {
  const seed = String(mutation.seed);
  const one = ['--seed', seed, ...withModels(mutation)];
  if ((await simulate(calm, one)).broken) return { caught: false, word: `seed ${seed} breaks without it` };
  const { broken, output } = await mutatedCopy(copy, mutation, () => simulate(copy, one));
  const { step, sentence } = saidBy(output);
  return { caught: broken, word: broken ? `seed=${seed} step=${step}: ${sentence}` : `seed ${seed} does not notice` };
};

/** The first seed that breaks with the mutation and holds without it. */
const search = async (copy, calm, mutation) => {
  const begun = Date.now();
  for (let from = 1; Date.now() - begun < FIND_MINUTES * 60_000;) {
    const args = [
      '--from',
      String(from),
      '--minutes',
      String(FIND_MINUTES),
      '--first',
      '--workers',
      '1',
      ...withModels(mutation),
    ];
    const { output } = await mutatedCopy(copy, mutation, () => simulate(copy, args));
    const { seed, step, sentence } = saidBy(output);
    if (seed === undefined) break;
    if (!(await simulate(calm, ['--seed', String(seed), ...withModels(mutation)])).broken) {
      const seconds = ((Date.now() - begun) / 1000).toFixed(0);
      return { caught: true, word: `seed: ${seed} (step ${step}, ${seconds} s): ${sentence}` };
    }
    from = seed + 1;
  }
  return { caught: false, word: `no seed in ${FIND_MINUTES} minutes` };
};

const args = process.argv.slice(2);
const finding = args.includes('--find');
const word = args.find((arg) => !arg.startsWith('--')) ?? '';
const wanted = MUTATIONS.filter(({ mutated, seed }) => mutated.includes(word) && (finding ? !seed : true));
const queue = [...wanted];
let escaped = 0;

const work = async (calm) => {
  const copy = copyTree();
  try {
    for (let mutation = queue.shift(); mutation; mutation = queue.shift()) {
      const { caught, word: said } = await (finding ? search : replay)(copy, calm, mutation).catch((error) => {
        return { caught: false, word: error.message };
      });
      if (!caught) escaped += 1;
      console.log(`${caught ? 'caught' : 'NOT CAUGHT'}: ${mutation.mutated}\n    ${said}`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

const begun = Date.now();
const calm = copyTree();
try {
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, () => work(calm)));
} finally {
  rmSync(calm, { recursive: true, force: true });
}
const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
console.log(`${wanted.length - escaped} of ${wanted.length} mutations caught in ${minutes} minutes.`);
process.exitCode = escaped === 0 ? 0 : 1;
