import type { PostgresPool } from '../../postgres/pool.js';

/** Readers listen here; the payload is the position of the last fact of an append, as a plain number. */
export const CHANNEL = 'es_facts';

/** Rises with each change below. */
const SCHEMA_VERSION = 1;
/** Any constant: it serialises processes that install at the same moment. */
const INSTALL_LOCK = 815_201_701;

/**
 * `data` and `metadata` are text, byte for byte as written: a seal over them must survive, and jsonb would reorder keys.
 * The one row of es_head is locked by each append, so positions have no gaps and commit order is position order.
 */
const TABLES = `
create table if not exists es_head (
  one boolean primary key default true check (one),
  store_id text not null,
  schema_version int not null,
  position bigint not null
) with (fillfactor = 10);

create table if not exists es_facts (
  position bigint primary key,
  stream text not null,
  version int not null,
  type text not null,
  event_id text not null,
  data text not null,
  metadata text not null,
  constraint es_facts_stream_version unique (stream, version)
);`;

/**
 * One append in one round trip. The head is locked before the version is looked at: the statement after the lock sees
 * all that committed before. A conflict is an answer, not an exception. `expected` is -1 for a new stream.
 */
const APPEND = `
create or replace function es_append(
  p_stream text, p_expected int, p_types text[], p_event_ids text[], p_data text[], p_metadata text[],
  out status text, out version int, out "position" bigint
) language plpgsql as $$
declare
  n constant int := array_length(p_types, 1);
  head bigint;
  matched int;
begin
  select h.position into strict head from es_head h for update;
  select coalesce(max(f.version), -1) into version from es_facts f where f.stream = p_stream;
  if version <> p_expected then
    select count(*), max(f.position) into matched, "position" from es_facts f
     where f.stream = p_stream and f.version > p_expected and f.version <= p_expected + n
       and f.event_id = p_event_ids[f.version - p_expected];
    if matched = n then
      status := 'repeated';
      version := p_expected + n;
    else
      status := 'conflict';
    end if;
    return;
  end if;
  insert into es_facts (position, stream, version, type, event_id, data, metadata)
    select head + f.i, p_stream, p_expected + f.i, f.type, f.event_id, f.data, f.metadata
      from unnest(p_types, p_event_ids, p_data, p_metadata) with ordinality as f(type, event_id, data, metadata, i);
  status := 'appended';
  version := p_expected + n;
  "position" := head + n;
  update es_head h set position = es_append."position";
  perform pg_notify('${CHANNEL}', "position"::text);
end $$;`;

/** Creates or upgrades the tables and returns the store's id. Several processes may do so at once. */
export const installSchema = (pool: PostgresPool): Promise<string> =>
  pool.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    const exists = await client.query(`select to_regclass('es_head') as head`);
    const before = (exists.rows[0] as { head: string | null }).head === null ? 0 : await installedVersion(client);
    if (before > SCHEMA_VERSION)
      throw new Error(`the event store has schema ${before}, newer than this program's ${SCHEMA_VERSION}`);
    if (before < SCHEMA_VERSION) {
      await client.query(TABLES);
      await client.query(APPEND);
      await client.query(
        `insert into es_head (store_id, schema_version, position) values (gen_random_uuid()::text, $1, 0)
         on conflict (one) do update set schema_version = excluded.schema_version`,
        [SCHEMA_VERSION],
      );
    }
    const row = await client.query('select store_id from es_head');
    return (row.rows[0] as { store_id: string }).store_id;
  });

interface Queryable {
  query(text: string): Promise<{ rows: unknown[] }>;
}

const installedVersion = async (client: Queryable): Promise<number> => {
  const found = await client.query('select schema_version from es_head');
  return (found.rows[0] as { schema_version: number } | undefined)?.schema_version ?? 0;
};
