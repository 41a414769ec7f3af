import { isWarm, type FeatureNumbers, type Features } from '../../domain/market/indicators/features.js';

/**
 * One timeframe in numbers from -1 (down) to 1 (up). Everything here is odd: a market turned upside down gives the
 * same number with the other sign.
 */
export interface TimeframeScore {
  readonly trend: number;
  readonly momentum: number;
  readonly volume: number;
  /** 0..1: how much the surroundings let the three parts count. */
  readonly context: number;
  readonly score: number;
}

/** Shares of the parts in the score. Trend leads, because the stops are wide and the fees are real. */
export const PART_WEIGHTS = { trend: 0.5, momentum: 0.3, volume: 0.2 } as const;

const TREND_WEIGHTS = { averages: 0.4, supertrend: 0.25, directional: 0.35 } as const;
const MOMENTUM_WEIGHTS = { rsi: 0.35, stochRsi: 0.15, macdLine: 0.15, macdHistogram: 0.15, roc: 0.2 } as const;
const VOLUME_WEIGHTS = { obv: 0.6, vwap: 0.4 } as const;

/** Where a reading counts in full. */
const FULL = {
  /** Difference of the directional indicators, points. */
  di: 20,
  adx: 25,
  /** Distance of the RSI from 50, points. */
  rsi: 20,
  /** Distance of Stoch RSI k from d, on 0..1. */
  stochRsi: 0.2,
  /** MACD line, histogram, 10-candle move and distance from VWAP in ATR. */
  macdLine: 1,
  macdHistogram: 0.25,
  move: 3,
  vwap: 1.5,
  /** Share of the volume on one side. */
  obv: 0.4,
} as const;

/** Volume ratio is trusted between these: a dead candle halves what volume says, a burst adds half. */
const VOLUME_RATIO = { least: 0.5, most: 1.5 } as const;

const CONTEXT = {
  /** Bands inside the channel: the direction of the release is not known yet. */
  squeezed: 0.8,
  choppy: 0.8,
  choppiness: 61.8,
  /** Beyond a Bollinger band without a trend (ADX below this): more likely to come back than to go on. */
  stretched: 0.75,
  trendlessAdx: 20,
} as const;

/** Outside the Keltner channel with a trend behind it: added to momentum with the direction's sign. */
const BREAKOUT_BONUS = 0.15;

/** Features of a warm timeframe: no null but where the market had no trade at all. */
type Optional = 'vwap' | 'volumeRatio';
export type WarmFeatures = Omit<Features, keyof FeatureNumbers> &
  Pick<FeatureNumbers, Optional> & { readonly [K in Exclude<keyof FeatureNumbers, Optional>]: number };

export const warmed = (features: Features): features is Features & WarmFeatures => isWarm(features);

const clamp = (value: number, limit = 1): number => Math.min(limit, Math.max(-limit, value));

/** Value over the distance at which it counts in full, cut to -1..1; nothing moves in a market without range. */
const share = (value: number, full: number): number => (full === 0 ? 0 : clamp(value / full));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const trendOf = (f: WarmFeatures): number => {
  const averages = mean(
    [
      f.ema9 - f.ema21,
      f.ema21 - f.ema50,
      f.ema50 - f.ema200,
      f.sma20 - f.sma50,
      f.sma50 - f.sma200,
      f.close - f.ema200,
    ].map(Math.sign),
  );
  const directional = share(f.plusDi - f.minusDi, FULL.di) * share(f.adx, FULL.adx);
  return (
    TREND_WEIGHTS.averages * averages +
    TREND_WEIGHTS.supertrend * f.supertrendDirection +
    TREND_WEIGHTS.directional * directional
  );
};

/** 1 above the upper line, -1 below the lower one, 0 between. */
const beyond = (close: number, upper: number, lower: number): number => Number(close > upper) - Number(close < lower);

const momentumOf = (f: WarmFeatures): number => {
  const move = (f.close * f.roc) / 100;
  const breakout = f.adx >= FULL.adx ? beyond(f.close, f.keltnerUpper, f.keltnerLower) : 0;
  return clamp(
    MOMENTUM_WEIGHTS.rsi * share(f.rsi - 50, FULL.rsi) +
      MOMENTUM_WEIGHTS.stochRsi * share(f.stochRsiK - f.stochRsiD, FULL.stochRsi) +
      MOMENTUM_WEIGHTS.macdLine * share(f.macd, FULL.macdLine * f.atr) +
      MOMENTUM_WEIGHTS.macdHistogram * share(f.macdHistogram, FULL.macdHistogram * f.atr) +
      MOMENTUM_WEIGHTS.roc * share(move, FULL.move * f.atr) +
      BREAKOUT_BONUS * breakout,
  );
};

const volumeOf = (f: WarmFeatures): number => {
  const ratio = Math.min(VOLUME_RATIO.most, Math.max(VOLUME_RATIO.least, f.volumeRatio ?? VOLUME_RATIO.least));
  const vwap = f.vwap === null ? 0 : share(f.close - f.vwap, FULL.vwap * f.atr);
  return clamp((VOLUME_WEIGHTS.obv * share(f.obvPressure, FULL.obv) + VOLUME_WEIGHTS.vwap * vwap) * ratio);
};

const contextOf = (f: WarmFeatures, direction: number): number => {
  const squeezed = f.squeeze === 1 ? CONTEXT.squeezed : 1;
  const choppy = f.choppiness > CONTEXT.choppiness ? CONTEXT.choppy : 1;
  const outside = beyond(f.close, f.bollingerUpper, f.bollingerLower);
  const stretched = outside !== 0 && outside === direction && f.adx < CONTEXT.trendlessAdx ? CONTEXT.stretched : 1;
  return squeezed * choppy * stretched;
};

export const scoreTimeframe = (f: WarmFeatures): TimeframeScore => {
  const trend = trendOf(f);
  const momentum = momentumOf(f);
  const volume = volumeOf(f);
  const raw = PART_WEIGHTS.trend * trend + PART_WEIGHTS.momentum * momentum + PART_WEIGHTS.volume * volume;
  const context = contextOf(f, Math.sign(raw));
  return { trend, momentum, volume, context, score: raw * context };
};
