import { PROJECTIONS } from '../../../dist/projections/registry.js';

const BATCH = 500;

const batches = function* (facts) {
  for (let from = 0; from < facts.length; from += BATCH) yield facts.slice(from, from + BATCH);
};

/**
 * What the read models have to write for the facts: for each batch and model `{ model, position, tables }`, with the
 * rows of each table by key (null for a row that goes).
 */
export const foldedBatches = (facts) => {
  const stored = new Map();
  return [...batches(facts)].map((batch) =>
    PROJECTIONS.map((projection) => {
      const tables = new Map();
      const read = (table, key) => stored.get(`${projection.name} ${table} ${key}`);
      for (const fact of batch) {
        if (!projection.categories.includes(fact.stream.slice(0, fact.stream.indexOf('-')))) continue;
        for (const { table, key, sort, row } of projection.project(fact, read)) {
          stored.set(`${projection.name} ${table} ${key}`, row ?? undefined);
          tables.set(table, (tables.get(table) ?? new Map()).set(key, { sort, row }));
        }
      }
      return { model: projection, position: batch.at(-1).position, tables };
    }),
  );
};

export const rowsIn = (folded) =>
  folded.flat().reduce((sum, { tables }) => sum + [...tables.values()].reduce((n, rows) => n + rows.size, 0), 0);
