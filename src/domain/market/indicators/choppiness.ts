import type { Indicator } from './indicator.js';
import { CHOP } from './library.js';

/**
 * Choppiness Index (E. W. Dreiss), 0..100: 100 x log10(sum of true ranges / (highest - lowest)) / log10(n). A window
 * without any range is 100: nothing trends less.
 */
export const createChoppiness = (interval: number): Indicator => {
  const chop = new CHOP(interval);
  let latest: number | null = null;
  return {
    update: (candle) => {
      latest = chop.update(candle, false);
    },
    value: () => latest,
  };
};
