import { closeTimeOf, TIMEFRAME_MS, type Candle } from '../../../domain/market/candle.js';

/** Two years of minutes; more than that between two candles is a wrong time, not a quiet market. */
export const MOST_FILLED = 1_051_200;

export interface Holes {
  /** Places where candles are missing. */
  readonly gaps: number;
  /** Candles missing there. */
  readonly missing: number;
}

const lacking = (before: Candle, after: Candle): number =>
  (after.openTime - closeTimeOf(before)) / TIMEFRAME_MS[before.timeframe];

export const holesOf = (candles: readonly Candle[]): Holes => {
  let gaps = 0;
  let missing = 0;
  for (let i = 1; i < candles.length; i++) {
    const count = lacking(candles[i - 1] as Candle, candles[i] as Candle);
    if (count > 0) gaps++;
    missing += count;
  }
  return { gaps, missing };
};

/** Candles close by the clock: an interval without trades is flat at the last close, with volume '0'. */
export const fillGaps = (candles: readonly Candle[]): Candle[] => {
  const filled: Candle[] = [];
  for (const candle of candles) {
    const last = filled.at(-1);
    if (last !== undefined) {
      const { close } = last;
      const length = TIMEFRAME_MS[candle.timeframe];
      for (let openTime = last.openTime + length; openTime < candle.openTime; openTime += length) {
        filled.push({ ...candle, openTime, open: close, high: close, low: close, close, volume: '0' });
      }
    }
    filled.push(candle);
  }
  return filled;
};
