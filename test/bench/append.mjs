/**
 * Durable appends over one server: 64 callers with one fact each, one caller with one fact; and what the queue of group
 * commit costs one caller, against the same statement sent directly.
 */
import { batchQuery } from '../../dist/infrastructure/event-store/postgres/append-batch.js';
import { encode } from '../../dist/infrastructure/event-store/codec/fact-codec.js';
import { compare } from './frame/compare.mjs';
import { flushTime } from './frame/disk.mjs';
import { secondsOf, someFacts } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';
import { quantile } from './frame/statistics.mjs';
import { withServer } from './frame/server.mjs';
import { asEmmett, openEmmett, openTribune } from './frame/stores.mjs';

const CALLERS = 64;
const EACH = { many: 64, lone: 400 };

/** `callers` at once, each on a stream of its own, append `each` times one fact; answers facts per second. */
const appending = (append, name) => async (callers, each, round) => {
  const work = Array.from({ length: callers }, () => someFacts(each));
  const seconds = await secondsOf(() =>
    Promise.all(
      work.map(async (facts, caller) => {
        const stream = `bench-${name}${callers}r${round}c${caller}`;
        for (let n = 0; n < facts.length; n++) await append(stream, [facts[n]], n);
      }),
    ),
  );
  return (callers * each) / seconds;
};

/** Milliseconds of one append of one fact, median of a round. */
const latency = (append, name) => async (round) => {
  const times = [];
  for (const [n, fact] of someFacts(EACH.lone).entries())
    times.push(1_000 * (await secondsOf(() => append(`bench-${name}l${round}`, [fact], n === 0 ? 'none' : n - 1))));
  return quantile(times, 0.5);
};

await withServer(async ({ newDatabase, version }) => {
  const tribune = await openTribune(await newDatabase());
  const emmett = await openEmmett(await newDatabase(), CALLERS);
  const ours = appending((stream, facts, n) => tribune.store.append(stream, facts, n === 0 ? 'none' : n - 1), 'a');
  const theirs = appending(
    (stream, facts, n) =>
      emmett.store.appendToStream(stream, facts.map(asEmmett), {
        expectedStreamVersion: n === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(n),
      }),
    'b',
  );
  const common = {
    unit: 'facts/s',
    versions: { ...versionsOf('pg'), postgresql: version, 'emmett-postgresql': emmett.version },
  };
  await compare({
    ...common,
    title: `durable append, ${CALLERS} callers, one fact each`,
    sizes: `500 bytes a fact, ${CALLERS * EACH.many} facts a round, ${await flushTime()}`,
    sides: {
      tribune: (round) => ours(CALLERS, EACH.many, round),
      emmett: (round) => theirs(CALLERS, EACH.many, round),
    },
    goals: [{ of: 'tribune', to: 'emmett', atLeast: 10 }],
  });
  const theirAppend = (stream, [fact], expected) =>
    emmett.store.appendToStream(stream, [asEmmett(fact)], {
      expectedStreamVersion: expected === 'none' ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected + 1),
    });
  const direct = (stream, facts, expected) =>
    tribune.pool.pool.query(batchQuery([{ stream, expected, facts: encode(facts) }]));
  await compare({
    ...common,
    title: 'durable append, one caller, one fact: median latency',
    unit: 'ms',
    sizes: `500 bytes a fact, ${EACH.lone} appends a round, ${await flushTime()}`,
    sides: {
      tribune: latency((...append) => tribune.store.append(...append), 'c'),
      emmett: latency(theirAppend, 'd'),
      'direct statement': latency(direct, 'e'),
    },
    goals: [
      { of: 'emmett', to: 'tribune', atLeast: 2 },
      { of: 'tribune', to: 'direct statement', atMost: 1.3 },
    ],
  });
  await tribune.close();
  await emmett.close();
});
