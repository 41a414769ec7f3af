/**
 * The long form of the kill tests: `npm run soak -- --kills 1000 --seed 7`; with `--roles` that of two engines, two
 * projectors and two APIs on one server.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const USAGE =
  'Usage: npm run soak -- [--roles] [--kills 1000] [--seed N]   (without --seed: a new one each time, printed)';

function wholeNumber(name, value) {
  if (/^[1-9]\d*$/.test(value)) return value;
  throw new Error(`--${name} must be a whole number above 0, not "${value}".`);
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        kills: { type: 'string', default: '1000' },
        seed: { type: 'string' },
        roles: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const seed = values.seed ?? process.env.TRIBUNE_SEED ?? String(randomInt(1, 1_000_000));
    const kills = wholeNumber('kills', values.kills);
    return {
      tests: values.roles ? 'e2e/roles\\.test\\.ts$' : 'kill.*\\.test\\.ts$',
      kills,
      env: { [values.roles ? 'TRIBUNE_ROLE_KILLS' : 'TRIBUNE_KILLS']: kills, TRIBUNE_SEED: wholeNumber('seed', seed) },
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(1);
  }
}

const chosen = options();
console.log(
  `${chosen.kills} kills with seed ${chosen.env.TRIBUNE_SEED}; --seed ${chosen.env.TRIBUNE_SEED} repeats them.`,
);

// The same test as in `npm test`, which reads its number of kills from the environment.
const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', '--runInBand', chosen.tests], {
  stdio: 'inherit',
  env: { ...process.env, ...chosen.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => (process.exitCode = code ?? 1));
