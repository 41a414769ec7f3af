import type { Row, RowChange } from '../read-store.port.js';
import { rowKey } from './fold-batch.js';

/** Rows that came and went last: the account's row is wanted in every batch, an order's a few times in its life. */
const SIZE = 4_000;

/**
 * The sole writer's memory of rows. Safe because the fence lets nobody else write; forgotten when a commit fails. Tables
 * that nobody asks for (lists that only grow) are not kept: most rows of the log are theirs.
 */
export class RowCache {
  private readonly rows = new Map<string, Row>();
  private readonly askedFor = new Set<string>();

  /** A row that is surely absent is not remembered: the store is asked again. */
  get(table: string, key: string): Row | undefined {
    this.askedFor.add(table);
    return this.rows.get(rowKey(table, key));
  }

  set(table: string, key: string, row: Row): void {
    const at = rowKey(table, key);
    this.rows.delete(at);
    this.rows.set(at, row);
    if (this.rows.size <= SIZE) return;
    const oldest = this.rows.keys().next();
    if (!oldest.done) this.rows.delete(oldest.value);
  }

  take(changes: readonly RowChange[]): void {
    for (const change of changes) {
      if (!this.askedFor.has(change.table)) continue;
      if (change.row === null) this.rows.delete(rowKey(change.table, change.key));
      else this.set(change.table, change.key, change.row);
    }
  }

  clear(): void {
    this.rows.clear();
  }
}
