import type { Indicator } from './indicator.js';
import { EMA } from './library.js';

/**
 * Exponential moving average of the close, in price units: weight 2 / (n + 1), seeded with the first close; null until
 * `interval` closes are in.
 */
export const createEma = (interval: number): Indicator => {
  const ema = new EMA(interval);
  let seen = 0;
  let latest: number | null = null;
  return {
    update: ({ close }) => {
      seen += 1;
      const result = ema.update(close, false);
      // The library answers from the first price on; an average over fewer prices than its name says is no average.
      latest = seen >= interval ? result : null;
    },
    value: () => latest,
  };
};
