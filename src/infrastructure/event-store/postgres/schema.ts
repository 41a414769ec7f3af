import type { PostgresPool } from '../../postgres/pool.js';

/** Readers listen here; the payload is the position of the last fact of an append, as a plain number. */
export const CHANNEL = 'es_facts';

/** Rises with each change below. */
const SCHEMA_VERSION = 2;
/** Any constant: it serialises processes that install at the same moment. */
const INSTALL_LOCK = 815_201_701;

/**
 * Names of streams compare byte by byte: cheaper than by the rules of a language, and an index that a new version of the
 * operating system's rules can't put out of order.
 */
const STREAM = 'text collate "C"';

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
  stream ${STREAM} not null,
  version int not null,
  type text not null,
  event_id text not null,
  data text not null,
  metadata text not null,
  constraint es_facts_stream_version unique (stream, version)
);`;

/**
 * Many appends in one round trip, one transaction and one flush. The head is advanced, and so locked, before versions
 * are looked at: the statement after the lock sees all that committed before.
 *
 * `p_bases[i]` is the version that the stream of append i must have at the start of the batch for it to go in as expected
 * (-1 for none), what earlier appends of the batch add to the stream taken off. If all hold, one insert does it and only
 * the old head is answered. Else each append is decided in its turn, and the head set to what was really added: a
 * conflict is an answer, not an exception.
 */
const APPEND = `
create or replace function es_append_batch(
  p_streams text[], p_bases int[], p_counts int[],
  p_fact_streams text[], p_versions int[], p_types text[], p_event_ids text[], p_data text[], p_metadata text[],
  out head bigint, out statuses text[], out versions int[], out positions bigint[]
) language plpgsql as $$
declare
  n constant int := array_length(p_types, 1);
  expected boolean;
begin
  update es_head h set position = h.position + n returning h.position - n into strict head;
  select bool_and(a.base = coalesce(
      (select f.version from es_facts f where f.stream = a.stream order by f.version desc limit 1), -1))
    into expected from unnest(p_streams, p_bases) as a(stream, base);
  if not expected then
    select e.statuses, e.versions, e.positions into statuses, versions, positions
      from es_append_each(head, p_streams, p_counts, p_versions, p_types, p_event_ids, p_data, p_metadata) e;
    return;
  end if;
  insert into es_facts (position, stream, version, type, event_id, data, metadata)
    select head + f.i, f.stream, f.version, f.type, f.event_id, f.data, f.metadata
      from unnest(p_fact_streams, p_versions, p_types, p_event_ids, p_data, p_metadata) with ordinality
        as f(stream, version, type, event_id, data, metadata, i);
  perform pg_notify('${CHANNEL}', (head + n)::text);
end $$;

create or replace function es_append_each(
  p_head bigint, p_streams text[], p_counts int[],
  p_versions int[], p_types text[], p_event_ids text[], p_data text[], p_metadata text[],
  out statuses text[], out versions int[], out positions bigint[]
) language plpgsql as $$
declare
  head bigint := p_head;
  first int := 1;
  last int;
  expected int;
  actual int;
  matched int;
  found_at bigint;
begin
  for i in 1 .. array_length(p_streams, 1) loop
    last := first + p_counts[i] - 1;
    expected := p_versions[first] - 1;
    select coalesce(max(f.version), -1) into actual from es_facts f where f.stream = p_streams[i];
    if actual = expected then
      for k in first .. last loop
        head := head + 1;
        insert into es_facts (position, stream, version, type, event_id, data, metadata)
          values (head, p_streams[i], p_versions[k], p_types[k], p_event_ids[k], p_data[k], p_metadata[k]);
      end loop;
      statuses[i] := 'appended';
      versions[i] := p_versions[last];
      positions[i] := head;
    else
      select count(*), max(f.position) into matched, found_at from es_facts f
       where f.stream = p_streams[i] and f.version > expected and f.version <= p_versions[last]
         and f.event_id = p_event_ids[first + f.version - expected - 1];
      if matched = p_counts[i] then
        statuses[i] := 'repeated';
        versions[i] := p_versions[last];
        positions[i] := found_at;
      else
        statuses[i] := 'conflict';
        versions[i] := actual;
        positions[i] := 0;
      end if;
    end if;
    first := last + 1;
  end loop;
  update es_head set position = head;
  if head > p_head then
    perform pg_notify('${CHANNEL}', head::text);
  end if;
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
      if (before === 1) await client.query(`alter table es_facts alter column stream type ${STREAM}`);
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
