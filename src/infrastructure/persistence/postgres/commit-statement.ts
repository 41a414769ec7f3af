import type { Progress, ReadModelShape, RowChange } from '../../../projections/read-store.port.js';
import { lastChanges } from '../last-changes.js';
import { filterText } from '../list-cursor.js';
import type { Claim } from './read-generations.js';
import { filterColumn, tableName } from './read-tables.js';

type Kept = Extract<RowChange, { readonly sort: string }>;

const isKept = (change: RowChange): change is Kept => change.row !== null;

/** Numbers the values of a statement as they come. */
class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

const upsert = (name: string, filters: readonly string[], kept: readonly Kept[], values: Values): string => {
  const columns = ['key', 'sort', 'row', ...filters.map(filterColumn)];
  const arrays = [
    kept.map(({ key }) => key),
    kept.map(({ sort }) => sort),
    kept.map(({ row }) => JSON.stringify(row)),
    ...filters.map((field) => kept.map(({ row }) => filterText(row[field]))),
  ].map((column) => `${values.add(column)}::text[]`);
  const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
  return `insert into ${name} (${columns.join(', ')}) select r.* from mine, unnest(${arrays.join(', ')}) r
    on conflict (key) do update set ${updates.join(', ')}`;
};

/** Tables in the order of the shape, so that no two statements lock them in different orders. */
const writesOf = (generation: number, shape: ReadModelShape, changes: readonly RowChange[], values: Values): string[] =>
  [...lastChanges(shape, changes)].flatMap(([table, ofTable]) => {
    const name = tableName(generation, table);
    const kept = [...ofTable.values()].filter(isKept);
    const gone = [...ofTable.values()].filter((change) => !isKept(change)).map(({ key }) => key);
    return [
      ...(kept.length > 0 ? [upsert(name, shape.tables[table]?.filters ?? [], kept, values)] : []),
      ...(gone.length > 0 ? [`delete from ${name} using mine where key = any(${values.add(gone)}::text[])`] : []),
    ];
  });

/**
 * Fence, progress and rows in one statement, hence one transaction and one round trip. The rows are written only if the
 * generation is still the claim's: everything hangs on the one row of `mine`. Answers one row if it was, none if not.
 */
export const commitStatement = (
  { generation, fence, shape }: Claim,
  changes: readonly RowChange[],
  { storeId, position }: Progress,
): { readonly text: string; readonly values: unknown[] } => {
  const values = new Values();
  const claim = `generation = ${values.add(generation)} and fence = ${values.add(fence)}`;
  // Rows and progress stay together without a wait for the disk: after a power cut the projection repeats a little.
  const mine = `mine as (update read_models set position = ${values.add(position)}, poison = null
    where ${claim} and store_id = ${values.add(storeId)} returning set_config('synchronous_commit', 'off', true))`;
  const writes = writesOf(generation, shape, changes, values).map((write, i) => `w${i} as (${write})`);
  return { text: `with ${[mine, ...writes].join(', ')} select 1 from mine`, values: values.list };
};
