import type { Indicator } from './indicator.js';
import { OBV } from './library.js';

export interface ObvValue {
  /** Running sum of signed volume in base units, from the first candle: only its changes mean anything. */
  readonly obv: number;
  /** Change of OBV over the window as a share of the volume traded in it, -1..1; null while the window fills. */
  readonly pressure: number | null;
}

/** On-Balance Volume (J. Granville 1963), and its slope made comparable between markets. */
export const createObv = (window: number): Indicator<ObvValue> => {
  const obv = new OBV(2);
  const history: { readonly obv: number; readonly volume: number }[] = [];
  let latest: ObvValue | null = null;
  return {
    update: (candle) => {
      // The library answers from the second candle on; the first one is where the count begins.
      const value = obv.update(candle, false) ?? 0;
      history.push({ obv: value, volume: candle.volume });
      if (history.length > window + 1) history.shift();
      latest = { obv: value, pressure: null };
      if (history.length <= window) return;
      const traded = history.slice(1).reduce((sum, entry) => sum + entry.volume, 0);
      latest = { obv: value, pressure: traded === 0 ? 0 : (value - (history[0]?.obv ?? value)) / traded };
    },
    value: () => latest,
  };
};
