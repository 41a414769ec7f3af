import type { Indicator } from './indicator.js';
import { RSI } from './library.js';

/** A market that has not moved yet is neither strong nor weak. */
const NEUTRAL = 50;

/**
 * Relative Strength Index, 0..100, Wilder's smoothing (1978). The library says 100 for a series without any loss, also
 * for one that never moved at all (carried closes); that one case is {@link NEUTRAL} here.
 */
export const createRsi = (interval: number): Indicator => {
  const rsi = new RSI(interval);
  let first: number | undefined;
  let moved = false;
  let latest: number | null = null;
  return {
    update: ({ close }) => {
      first ??= close;
      moved ||= close !== first;
      const result = rsi.update(close, false);
      latest = result === null || moved ? result : NEUTRAL;
    },
    value: () => latest,
  };
};
