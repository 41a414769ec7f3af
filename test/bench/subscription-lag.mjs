/** From the call of an append to its fact at a subscriber in another store object, under 2 000 facts/s for some seconds. */
import { compare } from './frame/compare.mjs';
import { aFact } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';
import { withServer } from './frame/server.mjs';
import { quantile } from './frame/statistics.mjs';
import { openTribune } from './frame/stores.mjs';

const RATE = 2_000;
const SECONDS = 3;
const TICK_MS = 5;

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Appends at a steady rate, each at its planned moment and over 20 streams; answers the moment of each event id. */
const writing = async (store, round) => {
  const startedAt = nowMs();
  const sentAt = new Map();
  const versions = new Map();
  const appends = [];
  for (let n = 0; n < RATE * SECONDS;) {
    const due = Math.min(RATE * SECONDS, Math.floor(((nowMs() - startedAt) / 1_000) * RATE));
    for (; n < due; n++) {
      const fact = aFact();
      const stream = `bench-lag${round}.${n % 20}`;
      const version = versions.get(stream) ?? -1;
      versions.set(stream, version + 1);
      // What was planned and late counts as waiting.
      sentAt.set(fact.metadata.eventId, startedAt + (n / RATE) * 1_000);
      appends.push(store.append(stream, [fact], version < 0 ? 'none' : version));
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(appends);
  return sentAt;
};

const measure = (writer, reader) => async (round) => {
  const subscription = reader.subscribe({ after: await reader.head() })[Symbol.asyncIterator]();
  const seenAt = new Map();
  const reading = (async () => {
    while (seenAt.size < RATE * SECONDS) {
      const { value } = await subscription.next();
      seenAt.set(value.metadata.eventId, nowMs());
    }
  })();
  const sentAt = await writing(writer, round);
  await reading;
  await subscription.return();
  const lags = [...seenAt].map(([id, at]) => at - sentAt.get(id));
  return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99), worst: Math.max(...lags) };
};

await withServer(async ({ newDatabase, version }) => {
  const url = await newDatabase();
  const writer = await openTribune(url);
  const reader = await openTribune(url);
  await compare({
    title: `subscription lag under ${RATE} facts/s`,
    unit: 'ms',
    sizes: `500 bytes a fact, one fact an append, ${SECONDS} s a round, writer and reader in one process`,
    versions: { ...versionsOf('pg'), postgresql: version },
    rounds: 5,
    measure: measure(writer.store, reader.store),
    goals: [{ of: 'p99', atMost: 100 }],
  });
  await writer.close();
  await reader.close();
});
