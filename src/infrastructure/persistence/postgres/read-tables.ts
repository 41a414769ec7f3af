import type { EntityManager } from 'typeorm';
import type { ReadModelShape } from '../../../projections/read-store.port.js';

/** SQLSTATE of a statement about a table that is not there. */
export const UNDEFINED_TABLE = '42P01';

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
