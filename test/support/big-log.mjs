/**
 * A long log in seconds: what the desk wrote in a few days, told again and again. Ids are fresh and times later in each
 * copy; the streams of the account, the venue, the coordinator and the signals go on, so that they are as long as in a
 * log of that age, and those of orders and decisions are new ones. The account is flat where two copies meet, so every
 * fold takes the whole of it. What no copy can do: the marks of equity begin each copy where the first one began.
 *
 * By hand: `node test/support/big-log/write.mjs URL FACTS [KEEP_SIGNALS]` over a server's empty database.
 */
import pg from 'pg';
import { copyIn } from './big-log/copy-in.mjs';
import { FactMould } from './big-log/fact-mould.mjs';
import { flatLoop } from './big-log/flat-loop.mjs';

const DAY_MS = 86_400_000;
const COLUMNS = ['position', 'stream', 'version', 'type', 'event_id', 'data', 'metadata'];

const isSignal = ({ type }) => type === 'SignalRecorded';

/** Every `n`-th signal only: the desk writes six signals to one other fact, and orders then fill more of the log. */
const thinned = (facts, n) => {
  let seen = 0;
  return facts.filter((fact) => !isSignal(fact) || seen++ % n === 0);
};

/** `{ position, stream, version, type, eventId, data, metadata }` for each of `count` facts; `data` is JSON text. */
export function* bigLog(base, { count, keepSignals = 1 }) {
  const { head, loop } = flatLoop(thinned(base, keepSignals));
  const first = loop[0].metadata.at;
  const shiftMs = Math.ceil((loop.at(-1).metadata.at - first + 1) / DAY_MS) * DAY_MS;
  const versions = new Map();
  const mould = new FactMould(loop);
  let position = 0;
  const placed = (fact) => {
    const version = versions.get(fact.stream) ?? 0;
    versions.set(fact.stream, version + 1);
    return { ...fact, position: ++position, version };
  };
  for (const fact of new FactMould(head).copy(0, 0)) yield placed(fact);
  for (let n = 0; ; n++) {
    for (const fact of mould.copy(n, shiftMs)) {
      if (position >= count) return;
      yield placed(fact);
    }
  }
}

/**
 * Writes the log into a database that holds the tables of an empty PostgresEventStore. Give it `base` with at least two
 * flat moments of the account (policy `maxOpenPositions: 1`). Returns the number of facts.
 */
export const writeBigLog = async (url, base, options) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let last = 0;
  const rows = (function* () {
    for (const { position, stream, version, type, eventId, data, metadata } of bigLog(base, options)) {
      last = position;
      yield [position, stream, version, type, eventId, data, metadata];
    }
  })();
  try {
    await copyIn(client, 'es_facts', COLUMNS, rows);
    await client.query('update es_head set position = $1', [last]);
    await client.query('analyze es_facts');
  } finally {
    await client.end();
  }
  return last;
};
