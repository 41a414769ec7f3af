/** One stream read into envelopes, against bare rows of pg in pages of the same size, and against Emmett. */
import { compare } from './frame/compare.mjs';
import { secondsOf, someFacts } from './frame/facts.mjs';
import { versionsOf } from './frame/machine.mjs';
import { withServer } from './frame/server.mjs';
import { asEmmett, openEmmett, openTribune } from './frame/stores.mjs';

const FACTS = 20_000;
const CHUNK = 1_000;
const PAGE = 500;
const STREAM = 'bench-read';

/** Rows as pg gives them: same columns, nothing parsed, no page asked for before the last one is there. */
const bareRows = async (pool) => {
  let rows = 0;
  for (let at = 0; ; at += PAGE) {
    const page = await pool.query({
      name: 'bare',
      text: `select position, version, type, data, metadata from es_facts
             where stream = $1 and version >= $2 order by version limit $3`,
      values: [STREAM, at, PAGE],
    });
    rows += page.rows.length;
    if (page.rows.length < PAGE) return rows;
  }
};

const rate = (read) => async () => {
  let count = 0;
  const seconds = await secondsOf(async () => {
    count = await read();
  });
  if (count !== FACTS) throw new Error(`read ${count} of ${FACTS} facts`);
  return FACTS / seconds;
};

await withServer(async ({ newDatabase, version }) => {
  const url = await newDatabase();
  const tribune = await openTribune(url);
  const emmett = await openEmmett(await newDatabase(), 8);
  for (let n = 0; n < FACTS; n += CHUNK) {
    const facts = someFacts(CHUNK);
    await tribune.store.append(STREAM, facts, n === 0 ? 'none' : n - 1);
    await emmett.store.appendToStream(STREAM, facts.map(asEmmett));
  }
  await compare({
    title: 'read one stream into envelopes',
    unit: 'facts/s',
    sizes: `500 bytes a fact, ${FACTS} facts, pages of ${PAGE}`,
    versions: { ...versionsOf('pg'), postgresql: version, 'emmett-postgresql': emmett.version },
    warmups: 2,
    sides: {
      tribune: rate(async () => {
        let count = 0;
        for await (const fact of tribune.store.readStream(STREAM)) if (fact.metadata.schema === 1) count += 1;
        return count;
      }),
      'raw pg': rate(() => bareRows(tribune.pool.pool)),
      emmett: rate(async () => (await emmett.store.readStream(STREAM)).events.length),
    },
    goals: [
      { of: 'tribune', to: 'raw pg', atLeast: 0.8 },
      { of: 'tribune', to: 'emmett', atLeast: 2.5 },
    ],
  });
  await tribune.close();
  await emmett.close();
});
