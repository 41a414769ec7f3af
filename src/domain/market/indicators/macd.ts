import type { Indicator } from './indicator.js';
import { EMA, MACD } from './library.js';

/** In price units; histogram = line - signal. */
export interface MacdValue {
  readonly line: number;
  readonly signal: number;
  readonly histogram: number;
}

/**
 * Moving Average Convergence Divergence (G. Appel): EMA short - EMA long, and the EMA of that. The signal average is
 * seeded with the first line there is, so it counts from `long + signal - 1` closes on only; null until then.
 */
export const createMacd = (short: number, long: number, signal: number): Indicator<MacdValue> => {
  const macd = new MACD(new EMA(short), new EMA(long), new EMA(signal));
  let seen = 0;
  let latest: MacdValue | null = null;
  return {
    update: ({ close }) => {
      const result = macd.update(close, false);
      if (result === null) return;
      seen += 1;
      if (seen >= signal) latest = { line: result.macd, signal: result.signal, histogram: result.histogram };
    },
    value: () => latest,
  };
};
