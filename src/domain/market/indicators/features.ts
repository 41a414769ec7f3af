import type { UnixMs } from '../../shared/time.js';
import type { Timeframe } from '../candle.js';

/** Every number an indicator gives; null while it warms up. Names are the names that facts and answers use. */
export interface FeatureNumbers {
  readonly ema9: number | null;
  readonly ema21: number | null;
  readonly ema50: number | null;
  readonly ema200: number | null;
  readonly sma20: number | null;
  readonly sma50: number | null;
  readonly sma200: number | null;
  /** 0..100 */
  readonly adx: number | null;
  readonly plusDi: number | null;
  readonly minusDi: number | null;
  readonly supertrend: number | null;
  /** 1 up, -1 down */
  readonly supertrendDirection: number | null;
  /** 0..100 */
  readonly rsi: number | null;
  /** 0..1 */
  readonly stochRsiK: number | null;
  readonly stochRsiD: number | null;
  readonly macd: number | null;
  readonly macdSignal: number | null;
  readonly macdHistogram: number | null;
  /** Per cent over 10 candles. */
  readonly roc: number | null;
  readonly atr: number | null;
  /** Mean of the last 100 ATR values. */
  readonly atrMean: number | null;
  readonly bollingerUpper: number | null;
  readonly bollingerMiddle: number | null;
  readonly bollingerLower: number | null;
  readonly keltnerUpper: number | null;
  readonly keltnerMiddle: number | null;
  readonly keltnerLower: number | null;
  readonly obv: number | null;
  /** Change of OBV over 10 candles as a share of their volume, -1..1. */
  readonly obvPressure: number | null;
  /** Null also while the UTC day has had no trade. */
  readonly vwap: number | null;
  readonly volumeSma: number | null;
  /** Null also when nothing was traded in 20 candles. */
  readonly volumeRatio: number | null;
  /** 0..100 */
  readonly choppiness: number | null;
  /** 1 squeezed, 0 not */
  readonly squeeze: number | null;
}

/** What is known at the close of one candle: plain JSON, never changed afterwards. Prices in quote units. */
export interface Features extends FeatureNumbers {
  readonly timeframe: Timeframe;
  /** Of the candle that closed last. */
  readonly openTime: UnixMs;
  /** Closed candles seen so far, this one included. */
  readonly count: number;
  readonly close: number;
  readonly volume: number;
}

/** From this count on every indicator has its value: EMA and SMA 200 are the slowest. */
export const WARM_CANDLES = 200;

export const isWarm = (features: Features): boolean => features.count >= WARM_CANDLES;
