/** All read models from an empty database up to the head: against the same rows written by hand, and by TypeORM. */
import 'reflect-metadata';
import { compare } from './frame/compare.mjs';
import { versionsOf } from './frame/machine.mjs';
import { withServer } from './frame/server.mjs';
import { openTribune } from './frame/stores.mjs';
import { foldedBatches, rowsIn } from './projections/folded-batches.mjs';
import { secondsToCatchUp } from './projections/own-read-models.mjs';
import { secondsToUpsert } from './projections/raw-upsert.mjs';
import { secondsToSave } from './projections/typeorm-save.mjs';
import { deskFacts } from '../support/big-log/desk-facts.mjs';
import { writeBigLog } from '../support/big-log.mjs';

const FACTS = Number(process.env.FACTS ?? 20_000);
/** `save` is so slow that all rows would take minutes. */
const SAVED_ROWS = 400;

const base = await deskFacts();
await withServer(async ({ newDatabase, version }) => {
  const logUrl = await newDatabase();
  const { store, close } = await openTribune(logUrl);
  await writeBigLog(logUrl, base, { count: FACTS });
  const facts = [];
  for await (const fact of store.readAll()) facts.push(fact);
  const folded = foldedBatches(facts);
  const rows = rowsIn(folded);
  await compare({
    title: 'projection catch-up',
    unit: 'rows/s',
    sizes: `${FACTS} facts of the desk, ${rows} rows of 13 models; TypeORM ${SAVED_ROWS} rows`,
    versions: { ...versionsOf('pg', 'typeorm'), PostgreSQL: version },
    rounds: 5,
    sides: {
      tribune: async () => rows / (await secondsToCatchUp(store, await newDatabase())),
      'raw unnest': async () => rows / (await secondsToUpsert(await newDatabase(), folded)),
      'TypeORM save': async () => SAVED_ROWS / (await secondsToSave(await newDatabase(), folded, SAVED_ROWS)),
    },
    goals: [
      { of: 'tribune', to: 'raw unnest', atLeast: 0.7 },
      { of: 'tribune', to: 'TypeORM save', atLeast: 100 },
    ],
  });
  await close();
});
