import { TIMEFRAME_MS, type Candle, type Timeframe } from './candle.js';
import { carriedCandle } from './candle-intake.js';
import { createCandleSeries, type CandleSeries } from './candle-series.js';
import type { Features } from './indicators/features.js';
import { createIndicatorSet } from './indicators/indicator-set.js';
import { readRegime, type RegimeReading } from './regimes.js';

/** One timeframe of one instrument: its closed candles, and what they say. */
export interface TimeframeView extends Pick<CandleSeries, 'timeframe' | 'push' | 'warm' | 'closedThrough' | 'last'> {
  features(): Features | undefined;
  /** Of the last two closed candles, older first; kept for 1h only. */
  regimeReadings(): readonly RegimeReading[];
}

export const createTimeframeView = (timeframe: Timeframe): TimeframeView => {
  const series = createCandleSeries(timeframe);
  const indicators = createIndicatorSet(timeframe);
  let readings: readonly RegimeReading[] = [];

  const absorb = (closed: Candle): void => {
    indicators.update(closed);
    if (timeframe !== '1h') return;
    const features = indicators.features();
    if (features !== undefined) readings = [...readings.slice(-1), readRegime(features)];
  };

  const warmOne = (candle: Candle): void => {
    series.warm(candle);
    absorb(candle);
  };

  return {
    timeframe,
    push: (base) => {
      const closed = series.push(base);
      if (closed !== undefined) absorb(closed);
      return closed;
    },
    warm: (candle) => {
      let last = series.last();
      if (last !== undefined && candle.openTime <= last.openTime) return;
      // An archive with a hole is read as the market was: nothing traded, the close carried.
      while (last !== undefined && last.openTime + TIMEFRAME_MS[timeframe] < candle.openTime) {
        last = carriedCandle(last, last.openTime + TIMEFRAME_MS[timeframe]);
        warmOne(last);
      }
      warmOne(candle);
    },
    closedThrough: () => series.closedThrough(),
    last: () => series.last(),
    features: () => indicators.features(),
    regimeReadings: () => readings,
  };
};
