/**
 * From the start of the process to the fact that trading goes on, on logs of growing length. `FACTS=1000000` measures
 * one length; the default is 10 000, 100 000 and 1 000 000. A first start fills the candle archive and the snapshots.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareFolder } from './engine-start/prepare.mjs';
import { secondsToTrade } from './engine-start/start-desk.mjs';
import { compare } from './frame/compare.mjs';
import { versionsOf } from './frame/machine.mjs';
import { deskFacts } from '../support/big-log/desk-facts.mjs';

const SIZES = (process.env.FACTS ?? '10000,100000,1000000').split(',').map(Number);
const LIMIT_S = 10;
const base = await deskFacts();

for (const count of SIZES) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tribune-bench-start-'));
  try {
    const { head: written, account } = await prepareFolder(dataDir, base, count);
    const first = await secondsToTrade(dataDir, written, { whileRunning: () => sleep(2_000) });
    console.log(`\nfirst start on ${count} facts: ${first.seconds.toFixed(2)} s\n${first.said}`);
    let { head } = first;
    const start = async (options) => {
      const started = await secondsToTrade(dataDir, head, options);
      ({ head } = started);
      return started;
    };
    const forget = (client) => client.query('truncate snapshots');
    await compare({
      title: 'start of the desk',
      unit: 's',
      sizes: `${count} facts, ${account} of the account`,
      versions: versionsOf('pg'),
      rounds: 3,
      measure: async () => {
        const afterStop = await start({ kill: true });
        const afterKill = await start({ kill: true, whileRunning: forget });
        const without = await start();
        return {
          'after a stop': afterStop.seconds,
          'CPU after a stop': afterStop.cpu,
          'after kill -9': afterKill.seconds,
          'without snapshots': without.seconds,
          'CPU without snapshots': without.cpu,
        };
      },
      goals: [
        { of: 'after a stop', atMost: LIMIT_S },
        { of: 'after kill -9', atMost: LIMIT_S },
      ],
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
