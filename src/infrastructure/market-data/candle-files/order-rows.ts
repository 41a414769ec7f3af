import type { CheckedRow } from './row-values.js';

export interface OrderedRows {
  /** Rising open times, each once. */
  readonly rows: readonly CheckedRow[];
  readonly newestFirst: boolean;
  /** Rows that step against the direction in which the file as a whole is written. */
  readonly disordered: number;
  /** Rows dropped because their time was there already. */
  readonly duplicates: number;
  /** Those of them that differed from the row with the same time. */
  readonly conflicting: number;
}

const sameValues = (a: CheckedRow, b: CheckedRow): boolean =>
  a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close && a.volume === b.volume;

/** Of rows with one time the first stands when they are equal; of differing ones the later in the file corrects the earlier. */
const withoutDuplicates = (sorted: readonly CheckedRow[]): Pick<OrderedRows, 'rows' | 'duplicates' | 'conflicting'> => {
  const rows: CheckedRow[] = [];
  let conflicting = 0;
  for (const row of sorted) {
    const last = rows.at(-1);
    if (last?.openTime !== row.openTime) rows.push(row);
    else if (!sameValues(last, row)) {
      rows[rows.length - 1] = row;
      conflicting++;
    }
  }
  return { rows, duplicates: sorted.length - rows.length, conflicting };
};

/** Sorts by time, whichever way the file is written, and resolves repeated times. */
export const orderRows = (rows: readonly CheckedRow[]): OrderedRows => {
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < rows.length; i++) {
    const step = (rows[i]?.openTime ?? 0) - (rows[i - 1]?.openTime ?? 0);
    if (step > 0) rising++;
    else if (step < 0) falling++;
  }
  // Array.sort is stable, so rows of one time keep the file's order.
  const sorted = falling === 0 ? rows : [...rows].sort((a, b) => a.openTime - b.openTime);
  return { ...withoutDuplicates(sorted), newestFirst: falling > rising, disordered: Math.min(rising, falling) };
};
