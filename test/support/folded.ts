import type { RecordedFact } from '../../src/domain/shared/fact.js';
import type { Projection } from '../../src/projections/projection.js';
import type { Row } from '../../src/projections/read-store.port.js';
import { MemoryFold } from '../../src/projections/runner/memory-fold.js';

/** Rows of a table after the facts, in the order of lists. */
export const rowsAfter = (projection: Projection, table: string, facts: readonly RecordedFact[]): readonly Row[] => {
  const fold = new MemoryFold(projection);
  for (const fact of facts) fold.take(fact);
  return fold.rows(table).map(({ row }) => row);
};

/** All rows of all tables after the facts. */
export const allRows = (projection: Projection, facts: readonly RecordedFact[]): unknown => {
  const fold = new MemoryFold(projection);
  for (const fact of facts) fold.take(fact);
  return Object.keys(projection.tables).map((table) => [table, fold.rows(table)]);
};
