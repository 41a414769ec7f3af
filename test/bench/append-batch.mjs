/** Durable appends of 100 facts, one caller. */
import { compare } from './frame/compare.mjs';
import { flushTime } from './frame/disk.mjs';
import { secondsOf, someFacts } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';
import { withServer } from './frame/server.mjs';
import { asEmmett, openEmmett, openTribune } from './frame/stores.mjs';

const SIZE = 100;
const APPENDS = 50;

/** Facts per second of one caller that appends 100 at a time to one stream. */
const appending = (append) => async (round) => {
  const work = Array.from({ length: APPENDS }, () => someFacts(SIZE));
  const seconds = await secondsOf(async () => {
    for (const [n, facts] of work.entries()) await append(`bench-r${round}`, facts, n * SIZE);
  });
  return (SIZE * APPENDS) / seconds;
};

await withServer(async ({ newDatabase, version }) => {
  const tribune = await openTribune(await newDatabase());
  const emmett = await openEmmett(await newDatabase(), 8);
  await compare({
    title: `durable append of ${SIZE}, one caller`,
    unit: 'facts/s',
    sizes: `500 bytes a fact, ${SIZE * APPENDS} facts a round, ${await flushTime()}`,
    versions: { ...versionsOf('pg'), postgresql: version, 'emmett-postgresql': emmett.version },
    sides: {
      tribune: appending((stream, facts, n) => tribune.store.append(stream, facts, n === 0 ? 'none' : n - 1)),
      emmett: appending((stream, facts, n) =>
        emmett.store.appendToStream(stream, facts.map(asEmmett), {
          expectedStreamVersion: n === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(n),
        }),
      ),
    },
    goals: [{ of: 'tribune', to: 'emmett', atLeast: 2 }],
  });
  await tribune.close();
  await emmett.close();
});
