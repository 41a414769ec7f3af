import type { ReadModelShape, RowChange } from '../../projections/read-store.port.js';

/**
 * The last change of each key, by table: one statement can't touch a row twice. Tables come in the order of the shape.
 * Throws on a table nobody declared.
 */
export const lastChanges = (
  shape: ReadModelShape,
  changes: readonly RowChange[],
): ReadonlyMap<string, ReadonlyMap<string, RowChange>> => {
  const byTable = new Map(Object.keys(shape.tables).map((table) => [table, new Map<string, RowChange>()]));
  for (const change of changes) {
    const ofTable = byTable.get(change.table);
    if (ofTable === undefined) throw new TypeError(`${shape.name} has no table ${change.table}`);
    ofTable.set(change.key, change);
  }
  return byTable;
};
