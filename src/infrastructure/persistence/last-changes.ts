import type { ReadModelShape, RowChange } from '../../projections/read-store.port.js';

/** The last change of each key, by table: one statement can't touch a row twice. Throws on a table nobody declared. */
export const lastChanges = (
  shape: ReadModelShape,
  changes: readonly RowChange[],
): ReadonlyMap<string, ReadonlyMap<string, RowChange>> => {
  const byTable = new Map<string, Map<string, RowChange>>();
  for (const change of changes) {
    if (!shape.tables[change.table]) throw new TypeError(`${shape.name} has no table ${change.table}`);
    const ofTable = byTable.get(change.table) ?? new Map<string, RowChange>();
    byTable.set(change.table, ofTable.set(change.key, change));
  }
  return byTable;
};
