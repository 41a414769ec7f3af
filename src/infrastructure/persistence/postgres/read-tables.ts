import type { EntityManager } from 'typeorm';
import type { ReadModelShape, RowChange } from '../../../projections/read-store.port.js';
import { lastChanges } from '../last-changes.js';
import { filterText } from '../list-cursor.js';

export const tableName = (generation: number, table: string): string => `"rm_${generation}_${table}"`;
export const filterColumn = (field: string): string => `"f_${field}"`;

export const createTables = async (db: EntityManager, generation: number, shape: ReadModelShape): Promise<void> => {
  for (const [table, { filters }] of Object.entries(shape.tables)) {
    const name = tableName(generation, table);
    const columns = filters.map((field) => `, ${filterColumn(field)} text collate "C"`).join('');
    // "C" sorts by code point on any server, as the memory store does.
    await db.query(
      `create table ${name} (key text collate "C" primary key, sort text collate "C" not null, row text not null${columns})`,
    );
    await db.query(`create index on ${name} (sort, key)`);
    for (const field of filters) await db.query(`create index on ${name} (${filterColumn(field)}, sort, key)`);
  }
};

export const dropTables = async (db: EntityManager, generation: number, shape: ReadModelShape): Promise<void> => {
  for (const table of Object.keys(shape.tables)) await db.query(`drop table if exists ${tableName(generation, table)}`);
};

/** One statement a table for all rows that stay, one for all that go. */
export const applyChanges = async (
  db: EntityManager,
  generation: number,
  shape: ReadModelShape,
  changes: readonly RowChange[],
): Promise<void> => {
  for (const [table, ofTable] of lastChanges(shape, changes)) {
    const kept = [...ofTable.values()].filter((change) => change.row !== null);
    const gone = [...ofTable.values()].filter((change) => change.row === null).map((change) => change.key);
    const name = tableName(generation, table);
    if (kept.length > 0) {
      const filters = shape.tables[table]?.filters ?? [];
      const columns = ['key', 'sort', 'row', ...filters.map(filterColumn)];
      const values = [
        kept.map((change) => change.key),
        kept.map((change) => change.sort),
        kept.map((change) => JSON.stringify(change.row)),
        ...filters.map((field) => kept.map((change) => filterText(change.row[field]))),
      ];
      const arrays = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
      const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
      await db.query(
        `insert into ${name} (${columns.join(', ')}) select * from unnest(${arrays})
         on conflict (key) do update set ${updates.join(', ')}`,
        values,
      );
    }
    if (gone.length > 0) await db.query(`delete from ${name} where key = any($1::text[])`, [gone]);
  }
};
