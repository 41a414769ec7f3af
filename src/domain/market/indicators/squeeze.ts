import { createBollinger } from './bollinger.js';
import type { Indicator } from './indicator.js';
import { createKeltner } from './keltner.js';

/**
 * Squeeze (J. Carter): true while the Bollinger bands lie inside the Keltner channel, both over `interval` candles.
 *
 * Ours over the two, because the library's also carries a momentum line that doubles the warm-up.
 */
export const createSqueeze = (interval: number, deviations: number, ranges: number): Indicator<boolean> => {
  const bollinger = createBollinger(interval, deviations);
  const keltner = createKeltner({ ema: interval, atr: interval, multiplier: ranges });
  return {
    update: (candle) => {
      bollinger.update(candle);
      keltner.update(candle);
    },
    value: () => {
      const inner = bollinger.value();
      const outer = keltner.value();
      return inner === null || outer === null ? null : inner.upper < outer.upper && inner.lower > outer.lower;
    },
  };
};
