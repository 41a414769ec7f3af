import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, type StreamCategory } from '../../domain/shared/stream-names.js';
import type { Projection } from '../projection.js';
import type { Poison, Row, RowChange } from '../read-store.port.js';

export interface Folded {
  /** One change per row: the last. */
  readonly changes: readonly RowChange[];
  /** Of the last fact that is in the changes; undefined when the very first one is poison. */
  readonly position?: Position;
  readonly poison?: Poison;
}

export const rowKey = (table: string, key: string): string => `${table}\n${key}`;

export const wants = (projection: Projection, fact: RecordedFact): boolean =>
  projection.categories.includes(categoryOf(fact.stream) as StreamCategory);

const poisonOf = ({ position, stream, type }: RecordedFact, error: unknown): Poison => ({
  position,
  stream,
  type,
  reason: error instanceof Error ? error.message : String(error),
});

/** Folds facts in turn up to the end or to the first that throws; `known` holds the rows as they were before. */
export const foldBatch = (
  projection: Projection,
  facts: readonly RecordedFact[],
  known: ReadonlyMap<string, Row>,
): Folded => {
  const changes = new Map<string, RowChange>();
  const read = (table: string, key: string): Row | undefined => {
    const at = rowKey(table, key);
    const change = changes.get(at);
    return change === undefined ? known.get(at) : (change.row ?? undefined);
  };
  let position: Position | undefined;
  const upTo = () => ({ changes: [...changes.values()], ...(position !== undefined && { position }) });
  for (const fact of facts) {
    try {
      const changed = wants(projection, fact) ? projection.project(fact, read) : [];
      for (const change of changed) changes.set(rowKey(change.table, change.key), change);
    } catch (error) {
      return { ...upTo(), poison: poisonOf(fact, error) };
    }
    position = fact.position;
  }
  return upTo();
};
