import type { CandleNumbers, Indicator } from './indicator.js';
import { WSMA } from './library.js';

/** All three in 0..100: the trend's strength, and the upward and downward directional indicators. */
export interface AdxValue {
  readonly adx: number;
  readonly plusDi: number;
  readonly minusDi: number;
}

const trueRange = (candle: CandleNumbers, previous: CandleNumbers): number =>
  Math.max(candle.high, previous.close) - Math.min(candle.low, previous.close);

/**
 * Average Directional Index after Wilder, "New Concepts in Technical Trading Systems" (1978), smoothed by his average.
 *
 * Ours, over the library's Wilder average, because the library's ADX differs from Wilder in three places: it counts the
 * first candle as movement 0 (he begins with the second), it counts both directions of an outside candle whose two
 * moves are equal (he counts neither), and a market without any range makes it NaN for ever (here: 0).
 */
export const createAdx = (interval: number): Indicator<AdxValue> => {
  const range = new WSMA(interval);
  const up = new WSMA(interval);
  const down = new WSMA(interval);
  const smoothed = new WSMA(interval);
  let previous: CandleNumbers | undefined;
  let latest: AdxValue | null = null;
  return {
    update: (candle) => {
      const before = previous;
      previous = candle;
      if (before === undefined) return;
      const rise = candle.high - before.high;
      const fall = before.low - candle.low;
      const averageRange = range.update(trueRange(candle, before), false);
      const averageUp = up.update(rise > fall && rise > 0 ? rise : 0, false);
      const averageDown = down.update(fall > rise && fall > 0 ? fall : 0, false);
      if (averageRange === null || averageUp === null || averageDown === null) return;
      const plusDi = averageRange === 0 ? 0 : (100 * averageUp) / averageRange;
      const minusDi = averageRange === 0 ? 0 : (100 * averageDown) / averageRange;
      const sum = plusDi + minusDi;
      const adx = smoothed.update(sum === 0 ? 0 : (100 * Math.abs(plusDi - minusDi)) / sum, false);
      if (adx !== null) latest = { adx, plusDi, minusDi };
    },
    value: () => latest,
  };
};
