/**
 * Appends through the adapter against the raw client on the same node: the one of EVENTSTORE_URL, else a fake one in a
 * process of its own. Both sides use the client's one-call path, because the adapter must (its batch stream can't be
 * trusted); the batch stream is measured beside them.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { openEventStoreDb } from '../../dist/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import { compare } from './frame/compare.mjs';
import { secondsOf, someFacts } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';

const CALLERS = 64;
const EACH = 32;
const NODE = 'test/support/eventstoredb/node-process.mjs';

const startNode = async () => {
  if (process.env.EVENTSTORE_URL)
    return { url: process.env.EVENTSTORE_URL, kind: 'a real node', stop: () => undefined };
  const child = spawn(process.execPath, [NODE, '{}'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).url, kind: 'the fake node', stop: () => child.kill('SIGKILL') };
};

const node = await startNode();
const store = await openEventStoreDb({ url: node.url });
const raw = EventStoreDBClient.connectionString(node.url);
const run = `${process.pid}`;

/** `CALLERS` at once, each on a stream of its own, append `EACH` times one fact; answers facts per second. */
const appending = (name, append) => async (round) => {
  const work = Array.from({ length: CALLERS }, () => someFacts(EACH));
  const seconds = await secondsOf(() =>
    Promise.all(
      work.map(async (facts, caller) => {
        const stream = `bench-${run}${name}r${round}c${caller}`;
        for (const [n, fact] of facts.entries()) await append(stream, fact, n);
      }),
    ),
  );
  return (CALLERS * EACH) / seconds;
};

const event = ({ type, data, metadata }) => jsonEvent({ id: metadata.eventId, type, data, metadata });
const expected = (n) => ({ expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1) });
const credentials = { username: 'bench', password: 'bench' };

await compare({
  title: `EventStoreDB append, ${CALLERS} callers, one fact each, on ${node.kind}`,
  unit: 'facts/s',
  sizes: `500 bytes a fact, ${CALLERS * EACH} facts a round`,
  versions: versionsOf('@eventstore/db-client'),
  sides: {
    tribune: appending('a', (stream, fact, n) => store.append(stream, [fact], n === 0 ? 'none' : n - 1)),
    'raw, one call': appending('b', (stream, fact, n) =>
      raw.appendToStream(stream, event(fact), { ...expected(n), credentials, deadline: 10_000 }),
    ),
    'raw, batch stream': appending('c', (stream, fact, n) => raw.appendToStream(stream, event(fact), expected(n))),
  },
  goals: [{ of: 'tribune', to: 'raw, one call', atLeast: 0.8 }],
});
await store.close();
await raw.dispose();
await node.stop();
