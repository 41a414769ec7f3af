/** The same rows by hand: `pg` alone, one transaction a model and batch, one `unnest` upsert a table. */
import pg from 'pg';
import { PROJECTIONS } from '../../../dist/projections/registry.js';
import { secondsOf } from '../frame/facts.mjs';

const filterText = (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null);

const createTables = async (pool) => {
  await pool.query('create table progress (model text primary key, position text)');
  for (const { name, tables } of PROJECTIONS) {
    await pool.query('insert into progress (model) values ($1)', [name]);
    for (const [table, { filters }] of Object.entries(tables)) {
      const columns = filters.map((field) => `, "f_${field}" text collate "C"`).join('');
      const own = `"raw_${name}_${table}"`;
      await pool.query(
        `create table ${own} (key text collate "C" primary key, sort text collate "C" not null, row text not null${columns})`,
      );
      await pool.query(`create index on ${own} (sort, key)`);
      for (const field of filters) await pool.query(`create index on ${own} ("f_${field}", sort, key)`);
    }
  }
};

const upsert = async (client, { name, tables }, table, rows) => {
  const { filters } = tables[table];
  const kept = [...rows].filter(([, { row }]) => row !== null);
  const gone = [...rows].filter(([, { row }]) => row === null).map(([key]) => key);
  const own = `"raw_${name}_${table}"`;
  const columns = ['key', 'sort', 'row', ...filters.map((field) => `"f_${field}"`)];
  const values = [
    kept.map(([key]) => key),
    kept.map(([, { sort }]) => sort),
    kept.map(([, { row }]) => JSON.stringify(row)),
    ...filters.map((field) => kept.map(([, { row }]) => filterText(row[field]))),
  ];
  const arrays = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  if (kept.length > 0)
    await client.query(
      `insert into ${own} (${columns.join(', ')}) select * from unnest(${arrays})
       on conflict (key) do update set ${updates.join(', ')}`,
      values,
    );
  if (gone.length > 0) await client.query(`delete from ${own} where key = any($1::text[])`, [gone]);
};

const write = async (pool, { model, position, tables }) => {
  const client = await pool.connect();
  await client.query('begin');
  // As the product does: after a power cut a read model repeats a little.
  await client.query('set local synchronous_commit = off');
  await client.query('update progress set position = $2 where model = $1', [model.name, position]);
  for (const [table, rows] of tables) await upsert(client, model, table, rows);
  await client.query('commit');
  client.release();
};

/** Seconds for all batches; the models of a batch are written side by side. */
export const secondsToUpsert = async (url, folded) => {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  await createTables(pool);
  const seconds = await secondsOf(async () => {
    for (const batch of folded) await Promise.all(batch.map((part) => write(pool, part)));
  });
  await pool.end();
  return seconds;
};
