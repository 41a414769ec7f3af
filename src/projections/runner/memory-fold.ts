import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { Projection } from '../projection.js';
import type { Row } from '../read-store.port.js';
import { wants } from './fold-batch.js';

export interface KeptRow {
  readonly key: string;
  readonly sort: string;
  readonly row: Row;
}

const inListOrder = (a: KeptRow, b: KeptRow): number =>
  a.sort === b.sort ? compare(a.key, b.key) : compare(a.sort, b.sort);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A projection folded in memory, fact by fact: what its rows must be. */
export class MemoryFold {
  private readonly tables = new Map<string, Map<string, KeptRow>>();
  position: Position | undefined;

  constructor(readonly projection: Projection) {
    for (const table of Object.keys(projection.tables)) this.tables.set(table, new Map());
  }

  /** @throws ImpossibleFact, as the projection does */
  take(fact: RecordedFact): void {
    this.position = fact.position;
    if (!wants(this.projection, fact)) return;
    const read = (table: string, key: string): Row | undefined => this.tables.get(table)?.get(key)?.row;
    for (const change of this.projection.project(fact, read)) {
      const table = this.tables.get(change.table);
      if (table === undefined) throw new RangeError(`${this.projection.name} has no table ${change.table}`);
      if (change.row === null) table.delete(change.key);
      else table.set(change.key, { key: change.key, sort: change.sort, row: change.row });
    }
  }

  /** In the order of lists. */
  rows(table: string): readonly KeptRow[] {
    return [...(this.tables.get(table)?.values() ?? [])].sort(inListOrder);
  }
}
