import type { Indicator } from './indicator.js';
import { SMA } from './library.js';
import { createRsi } from './rsi.js';

/** Where the RSI stands between its extremes, 0..1 each: raw, smoothed once (k), smoothed again (d). */
export interface StochRsiValue {
  readonly raw: number;
  readonly k: number | null;
  readonly d: number | null;
}

export interface StochRsiOptions {
  readonly rsi: number;
  readonly stochastic: number;
  readonly k: number;
  readonly d: number;
}

/**
 * Stochastic RSI (Chande and Kroll 1994): (RSI - lowest) / (highest - lowest) over the window, then two simple averages.
 *
 * Ours, over the library's averages, because the library's drops every RSI and every k that is exactly 0 (so d is the
 * mean of the wrong three values) and says 100 on a scale of 0..1 when the window is flat; flat is the middle, 0.5.
 */
export const createStochRsi = (options: StochRsiOptions): Indicator<StochRsiValue> => {
  const rsi = createRsi(options.rsi);
  const kAverage = new SMA(options.k);
  const dAverage = new SMA(options.d);
  const window: number[] = [];
  let latest: StochRsiValue | null = null;
  return {
    update: (candle) => {
      rsi.update(candle);
      const strength = rsi.value();
      if (strength === null) return;
      window.push(strength);
      if (window.length > options.stochastic) window.shift();
      if (window.length < options.stochastic) return;
      const lowest = Math.min(...window);
      const highest = Math.max(...window);
      const raw = highest === lowest ? 0.5 : (strength - lowest) / (highest - lowest);
      const k = kAverage.update(raw, false);
      latest = { raw, k, d: k === null ? null : dAverage.update(k, false) };
    },
    value: () => latest,
  };
};
