import type { Indicator } from './indicator.js';
import { createSma } from './sma.js';

export interface VolumeAverageValue {
  /** Base units per candle. */
  readonly average: number;
  /** This candle's volume over the average (itself included); null when nothing was traded in the whole window. */
  readonly ratio: number | null;
}

export const createVolumeAverage = (interval: number): Indicator<VolumeAverageValue> => {
  const sma = createSma(interval, ({ volume }) => volume);
  let latest: VolumeAverageValue | null = null;
  return {
    update: (candle) => {
      sma.update(candle);
      const average = sma.value();
      if (average !== null) latest = { average, ratio: average === 0 ? null : candle.volume / average };
    },
    value: () => latest,
  };
};
