import type { Indicator } from './indicator.js';
import { ATR, SMA } from './library.js';

/** Average True Range in price units, Wilder's smoothing (1978); the first candle's range is its high - low. */
export const createAtr = (interval: number): Indicator => {
  const atr = new ATR(interval);
  let latest: number | null = null;
  return {
    update: (candle) => {
      latest = atr.update(candle, false);
    },
    value: () => latest,
  };
};

export interface AtrWithMean {
  readonly atr: number;
  /** Simple mean of the last `meanOver` ATR values, the present one included; null until there are as many. */
  readonly mean: number | null;
}

/** The ATR beside its own long mean: the "ATR14 against its 100-mean" of the regimes. */
export const createAtrWithMean = (interval: number, meanOver: number): Indicator<AtrWithMean> => {
  const atr = createAtr(interval);
  const mean = new SMA(meanOver);
  let latest: AtrWithMean | null = null;
  return {
    update: (candle) => {
      atr.update(candle);
      const value = atr.value();
      if (value !== null) latest = { atr: value, mean: mean.update(value, false) };
    },
    value: () => latest,
  };
};
