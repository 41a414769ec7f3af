/**
 * The house's rules: `npm run check`, or `npm run check -- lint types` for some of them. Steps run two at a time and
 * speak only when they fail.
 */
import { spawn } from 'node:child_process';

const node = (...args) => [process.execPath, args];
const steps = {
  types: [
    node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'),
    node('node_modules/typescript/bin/tsc', '-p', 'web'),
  ],
  lint: [node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0')],
  format: [node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--cache', '.')],
  imports: [
    node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src'),
  ],
  links: [node('scripts/check-links.mjs')],
};
const remedies = { format: '"npm run format" repairs it.', imports: 'The rules are in .dependency-cruiser.cjs.' };

function run([file, args]) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function check(name) {
  const startedAt = Date.now();
  for (const command of steps[name]) {
    const { ok, output } = await run(command);
    if (ok) continue;
    process.exitCode = 1;
    console.log(`${output.trimEnd()}\n${name}: failed. ${remedies[name] ?? ''}`);
    return;
  }
  console.log(`${name}: ok, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps);
const unknown = names.filter((name) => !steps[name]);
if (unknown.length > 0) {
  console.log(`Unknown step ${unknown.join(', ')}: one of ${Object.keys(steps).join(', ')}.`);
  process.exit(1);
}
const worker = async () => {
  for (let name = names.shift(); name; name = names.shift()) await check(name);
};
await Promise.all([worker(), worker()]);
