import type { Row, RowChange } from '../../../projections/read-store.port.js';
import { type CheckedQuery, filterText } from '../list-cursor.js';

interface Entry {
  readonly key: string;
  readonly sort: string;
  readonly row: Row;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Omit<Entry, 'row'>, b: Omit<Entry, 'row'>): number =>
  compare(a.sort, b.sort) || compare(a.key, b.key);

/** One table of a read model. Written often and listed seldom, so the order is made when a list is asked for. */
export class MemoryRows {
  private readonly entries = new Map<string, Entry>();
  private sorted: readonly Entry[] | undefined;

  get(key: string): Row | undefined {
    return this.entries.get(key)?.row;
  }

  apply(changes: Iterable<RowChange>): void {
    this.sorted = undefined;
    for (const change of changes) {
      if (change.row === null) this.entries.delete(change.key);
      else this.entries.set(change.key, { key: change.key, sort: change.sort, row: change.row });
    }
  }

  /** Up to one more than the limit, so that the caller knows whether there is a next page. */
  list(query: CheckedQuery): readonly Entry[] {
    this.sorted ??= [...this.entries.values()].sort(inOrder);
    const { place, from, to, newestFirst } = query;
    const found = this.sorted.filter(
      (entry) =>
        (from === undefined || entry.sort >= from) &&
        (to === undefined || entry.sort < to) &&
        (place === undefined || (newestFirst ? inOrder(entry, place) < 0 : inOrder(entry, place) > 0)) &&
        query.conditions.every(([field, wanted]) => wanted.includes(filterText(entry.row[field]) ?? '\0')),
    );
    return (newestFirst ? found.reverse() : found).slice(0, query.limit + 1);
  }
}
