import type { CandleNumbers, Indicator } from './indicator.js';
import { SMA } from './library.js';

/** Simple moving average over `interval` candles of the close (price units) or of what `pick` takes from a candle. */
export const createSma = (
  interval: number,
  pick: (candle: CandleNumbers) => number = ({ close }) => close,
): Indicator => {
  const sma = new SMA(interval);
  let latest: number | null = null;
  return {
    update: (candle) => {
      latest = sma.update(pick(candle), false);
    },
    value: () => latest,
  };
};
