import { TIMEFRAME_MS, type Timeframe } from '../../domain/market/candle.js';
import { isWarm, type Features } from '../../domain/market/indicators/features.js';
import type { InstrumentReading } from '../../domain/market/market-view.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { SignalInputs, UsedCandle } from '../../domain/signals/signal.events.js';

/** Eight digits explain an opinion; seventeen only fill the log. */
const SIGNIFICANT_DIGITS = 8;

export type Numbers = Readonly<Record<string, number>>;

/** The named features that have a value, rounded for the record. */
export const numbersFor = (features: Features, names: readonly (keyof Features)[]): Numbers =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = features[name];
      return typeof value === 'number' ? [[name, Number(value.toPrecision(SIGNIFICANT_DIGITS))]] : [];
    }),
  );

export const usedCandle = (features: Features, numbers: Numbers, at: UnixMs): UsedCandle => ({
  timeframe: features.timeframe,
  openTime: features.openTime,
  ageMs: at - features.openTime - TIMEFRAME_MS[features.timeframe],
  numbers,
});

/** Splits the wanted timeframes into those to use and those to name as missing. */
export const chooseTimeframes = (
  reading: InstrumentReading,
  wanted: readonly Timeframe[],
): { readonly used: readonly Features[]; readonly leftOut: SignalInputs['leftOut'] } => {
  const used: Features[] = [];
  const leftOut: { timeframe: Timeframe; why: string }[] = [];
  for (const timeframe of wanted) {
    const features = reading.features[timeframe];
    if (TIMEFRAME_MS[timeframe] < TIMEFRAME_MS[reading.base]) {
      leftOut.push({ timeframe, why: `finer than the feed (${reading.base})` });
    } else if (features === undefined || !isWarm(features)) {
      leftOut.push({ timeframe, why: `not warm: ${features?.count ?? 0} candles` });
    } else used.push(features);
  }
  return { used, leftOut };
};

export const leftOutReasons = (leftOut: SignalInputs['leftOut']): readonly string[] =>
  leftOut.map(({ timeframe, why }) => `${timeframe}: left out, ${why}`);
