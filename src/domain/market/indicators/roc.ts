import type { Indicator } from './indicator.js';
import { ROC } from './library.js';

/** Rate of change in per cent of the close `interval` candles ago (the library gives a fraction). */
export const createRoc = (interval: number): Indicator => {
  const roc = new ROC(interval);
  let latest: number | null = null;
  return {
    update: ({ close }) => {
      const result = roc.update(close, false);
      latest = result === null ? null : result * 100;
    },
    value: () => latest,
  };
};
