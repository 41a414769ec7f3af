/** The same rows as TypeORM is mostly used: an entity a table, `save` row by row. */
import { DataSource, EntitySchema } from 'typeorm';
import { PROJECTIONS } from '../../../dist/projections/registry.js';
import { secondsOf } from '../frame/facts.mjs';

const entityName = (model, table) => `${model}_${table}`;

const entities = PROJECTIONS.flatMap(({ name, tables }) =>
  Object.entries(tables).map(
    ([table, { filters }]) =>
      new EntitySchema({
        name: entityName(name, table),
        tableName: entityName(name, table).toLowerCase(),
        columns: {
          key: { type: 'text', primary: true },
          sort: { type: 'text' },
          row: { type: 'text' },
          ...Object.fromEntries(filters.map((field) => [`f_${field}`, { type: 'text', nullable: true }])),
        },
        indices: [
          { columns: ['sort', 'key'] },
          ...filters.map((field) => ({ columns: [`f_${field}`, 'sort', 'key'] })),
        ],
      }),
  ),
);

const valueOf = (filters, key, { sort, row }) => ({
  key,
  sort,
  row: JSON.stringify(row),
  ...Object.fromEntries(filters.map((field) => [`f_${field}`, row[field] === undefined ? null : String(row[field])])),
});

/** Seconds for the first `limit` rows of the batches. */
export const secondsToSave = async (url, folded, limit) => {
  const source = await new DataSource({ type: 'postgres', url, entities, synchronize: true }).initialize();
  const seconds = await secondsOf(async () => {
    let saved = 0;
    for (const { model, tables } of folded.flat()) {
      for (const [table, rows] of tables) {
        const repository = source.getRepository(entityName(model.name, table));
        const { filters } = model.tables[table];
        for (const [key, change] of rows) {
          if (saved >= limit) return;
          if (change.row === null) continue;
          await repository.save(valueOf(filters, key, change));
          saved += 1;
        }
      }
    }
  });
  await source.destroy();
  return seconds;
};
