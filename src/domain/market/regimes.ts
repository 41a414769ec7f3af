import type { DecimalString } from '../shared/decimal.js';
import { HOUR, type UnixMs } from '../shared/time.js';
import type { Features } from './indicators/features.js';
import type { Regime } from './regime.js';

/** What a regime allows. `null`: nothing is opened in it, so there is no stop and no floor. */
export interface RegimeRule {
  /** Multiplies every size; '0' denies openings. */
  readonly sizeFactor: DecimalString;
  readonly maxLeverage: number;
  /** Stop distance in ATR14 of 1h. */
  readonly stopAtr: DecimalString | null;
  /** Least confidence of an opening, 0..1. */
  readonly minConfidence: DecimalString | null;
}

/** What a regime does to the size, the leverage, the stop and the confidence of an opening. */
export const REGIME_RULES: Readonly<Record<Regime, RegimeRule>> = {
  unknown: { sizeFactor: '0', maxLeverage: 1, stopAtr: null, minConfidence: null },
  volatile: { sizeFactor: '0.4', maxLeverage: 2, stopAtr: '2.0', minConfidence: '0.65' },
  choppy: { sizeFactor: '0.25', maxLeverage: 1, stopAtr: '2.0', minConfidence: '0.75' },
  trending_bull: { sizeFactor: '1.0', maxLeverage: 5, stopAtr: '2.0', minConfidence: '0.60' },
  trending_bear: { sizeFactor: '0.8', maxLeverage: 3, stopAtr: '2.0', minConfidence: '0.60' },
  quiet: { sizeFactor: '0.5', maxLeverage: 3, stopAtr: '1.5', minConfidence: '0.60' },
  ranging: { sizeFactor: '0.6', maxLeverage: 2, stopAtr: '2.5', minConfidence: '0.60' },
};

export interface RegimeLimits {
  /** ATR14 above this times its 100-mean is volatile. */
  readonly volatileAtrRatio: number;
  /** ATR14 below this times its 100-mean is quiet. */
  readonly quietAtrRatio: number;
  /** Choppiness above this, with ADX below `choppyAdx`, is choppy. */
  readonly choppiness: number;
  readonly choppyAdx: number;
  /** ADX from this on is a trend. */
  readonly trendAdx: number;
}

export const REGIME_LIMITS: RegimeLimits = {
  volatileAtrRatio: 1.5,
  quietAtrRatio: 0.67,
  choppiness: 61.8,
  choppyAdx: 20,
  trendAdx: 25,
};

/** What one closed 1h candle says by itself, without the memory of `nextRegime`. */
export const classifyRegime = (features: Features | undefined, limits: RegimeLimits = REGIME_LIMITS): Regime => {
  if (features === undefined || features.timeframe !== '1h') return 'unknown';
  const { atr, atrMean, choppiness, adx, ema200, close } = features;
  if (atr === null || atrMean === null || choppiness === null || adx === null || ema200 === null) return 'unknown';
  if (atr > limits.volatileAtrRatio * atrMean) return 'volatile';
  if (choppiness > limits.choppiness && adx < limits.choppyAdx) return 'choppy';
  if (adx >= limits.trendAdx && close > ema200) return 'trending_bull';
  if (adx >= limits.trendAdx && close < ema200) return 'trending_bear';
  if (atr < limits.quietAtrRatio * atrMean) return 'quiet';
  return 'ranging';
};

/** The regime that the closed 1h candle with this open time shows. */
export interface RegimeReading {
  readonly openTime: UnixMs;
  readonly regime: Regime;
}

export const readRegime = (features: Features, limits: RegimeLimits = REGIME_LIMITS): RegimeReading => ({
  openTime: features.openTime,
  regime: classifyRegime(features, limits),
});

/** Without an own candle of the market for this long, the 1h picture is a guess. */
export const REGIME_STALE_AFTER_MS = 2 * HOUR;

export const isRegimeStale = (seenThrough: UnixMs | undefined, at: UnixMs): boolean =>
  seenThrough === undefined || at - seenThrough > REGIME_STALE_AFTER_MS;

/**
 * The regime after the last two readings (older first). A change needs two equal readings of successive closed candles;
 * one that differs, a single one, or two with a hole between leave the regime as it is. Only `unknown` needs no second
 * opinion: without data nothing may be opened, at once.
 */
export const nextRegime = (current: Regime, readings: readonly RegimeReading[]): Regime => {
  const [older, newer] = readings.slice(-2);
  const latest = newer ?? older;
  if (latest === undefined || latest.regime === 'unknown') return 'unknown';
  if (older === undefined || newer === undefined) return current;
  const successive = newer.openTime - older.openTime === HOUR;
  return successive && newer.regime === older.regime ? newer.regime : current;
};
