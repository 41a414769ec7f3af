/**
 * Runs test/bench/*.mjs one after the other, each in its own process so that none warms the next:
 * `npm run bench`, or `npm run bench -- fold` for those whose name holds the word.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'test/bench';
const [word = ''] = process.argv.slice(2);
const all = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.mjs')) : [];
const chosen = all.filter((name) => name.includes(word)).sort();
if (chosen.length === 0) {
  console.error(`No benchmark in ${FOLDER} matches "${word}". There are: ${all.join(', ') || 'none'}.`);
  process.exit(1);
}
for (const name of chosen) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [join(FOLDER, name)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
