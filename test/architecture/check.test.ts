import { spawnSync } from 'node:child_process';

/** `npm run check`, so that the test command proves the house's rules too. */
test.each(['types', 'lint', 'format', 'imports', 'links'])(
  'the check of %s holds',
  (step) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check.mjs', step], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
  },
  180_000,
);
