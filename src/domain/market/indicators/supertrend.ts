import type { Indicator } from './indicator.js';
import { SuperTrend } from './library.js';

export interface SupertrendValue {
  /** The trailing band in price units: below the price in an uptrend, above it in a downtrend. */
  readonly line: number;
  readonly direction: 1 | -1;
}

/** Supertrend (O. Seban): median price +- multiplier x ATR, ratcheted; it starts as a downtrend until a close breaks out. */
export const createSupertrend = (interval: number, multiplier: number): Indicator<SupertrendValue> => {
  const supertrend = new SuperTrend({ interval, multiplier });
  let latest: SupertrendValue | null = null;
  return {
    update: (candle) => {
      const result = supertrend.update(candle, false);
      if (result !== null) latest = { line: result.supertrend, direction: result.trend === 'BULLISH' ? 1 : -1 };
    },
    value: () => latest,
  };
};
