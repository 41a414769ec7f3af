import { startOfDay } from '../../shared/time.js';
import type { Indicator } from './indicator.js';

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 since 00:00 UTC, in price units.
 *
 * Ours because the library's never begins a new day. Null while the day has had no trade.
 */
export const createVwap = (): Indicator => {
  let day: number | undefined;
  let weighted = 0;
  let volume = 0;
  return {
    update: (candle) => {
      const today = startOfDay(candle.openTime);
      if (today !== day) {
        day = today;
        weighted = 0;
        volume = 0;
      }
      weighted += ((candle.high + candle.low + candle.close) / 3) * candle.volume;
      volume += candle.volume;
    },
    value: () => (volume === 0 ? null : weighted / volume),
  };
};
