import type { Indicator } from './indicator.js';
import { BollingerBands } from './library.js';

/** Three lines in price units. */
export interface Bands {
  readonly upper: number;
  readonly middle: number;
  readonly lower: number;
}

/** Bollinger bands: simple mean +- multiplier x population standard deviation (J. Bollinger 2001). */
export const createBollinger = (interval: number, multiplier: number): Indicator<Bands> => {
  const bands = new BollingerBands(interval, multiplier);
  let latest: Bands | null = null;
  return {
    update: ({ close }) => {
      latest = bands.update(close, false);
    },
    value: () => latest,
  };
};
