import { openDataSource } from '../../../dist/infrastructure/persistence/typeorm/data-source.js';
import { PostgresReadStore } from '../../../dist/infrastructure/persistence/postgres/postgres-read-store.js';
import { PROJECTIONS } from '../../../dist/projections/registry.js';
import { ProjectionRunner } from '../../../dist/projections/runner/projection-runner.js';
import { secondsOf } from '../frame/facts.mjs';

/** Read models of their own over a log: `{ readStore, runner, close }`. */
export const openReadModels = async (log, url) => {
  const source = await openDataSource({ url });
  const readStore = new PostgresReadStore(source);
  return { source, readStore, runner: new ProjectionRunner(log, readStore), close: () => source.destroy() };
};

/** Seconds from the start of the runner until every read model holds the whole log. */
export const secondsToCatchUp = async (log, url) => {
  const { readStore, runner, close } = await openReadModels(log, url);
  const head = await log.head();
  // The tables are there, as they are for the other sides; what is measured is the way through the log.
  const storeId = await log.storeId();
  for (const projection of PROJECTIONS) await readStore.claim(projection, storeId);
  const seconds = await secondsOf(async () => {
    await runner.start();
    const models = runner.statuses().map(({ name }) => name);
    for (const name of models) {
      while (!(await readStore.reaches(name, head, 60_000)));
    }
  });
  await runner.stop();
  await close();
  return seconds;
};
