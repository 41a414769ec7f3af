import { TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from '../../../domain/market/candle.js';
import { CandleFileError } from './candle-file-error.js';
import type { CheckedRow } from './row-values.js';

const KNOWN = TIMEFRAMES.join(', ');

/** The commonest distance between neighbours, in ms; the shorter of equally common ones. */
const commonestStep = (rows: readonly CheckedRow[]): number => {
  const counts = new Map<number, number>();
  for (let i = 1; i < rows.length; i++) {
    const step = (rows[i]?.openTime ?? 0) - (rows[i - 1]?.openTime ?? 0);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
};

/**
 * The timeframe of the rows: `given`, or the commonest distance between them (holes and outages do not change it).
 * Throws CandleFileError where that is no timeframe of the desk, or a row lies beside its UTC grid.
 */
export const baseIntervalOf = (file: string, rows: readonly CheckedRow[], given?: Timeframe): Timeframe => {
  const step = commonestStep(rows);
  const timeframe = given ?? TIMEFRAMES.find((name) => TIMEFRAME_MS[name] === step);
  if (timeframe === undefined) {
    const reason = rows.length < 2 ? 'one candle alone shows no interval' : `the candles are ${step / 1_000} s apart`;
    throw new CandleFileError({ file, reason, expected: `an interval of ${KNOWN}` });
  }
  const off = rows.find((row) => row.openTime % TIMEFRAME_MS[timeframe] !== 0);
  if (off !== undefined) {
    throw new CandleFileError({
      file,
      line: off.line,
      ...(off.row === undefined ? {} : { row: off.row }),
      reason: `${new Date(off.openTime).toISOString()} is no opening of a ${timeframe} candle`,
      expected: `every candle on the UTC grid of ${timeframe}, the file's commonest interval`,
    });
  }
  return timeframe;
};
