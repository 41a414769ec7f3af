import { TIMEFRAMES, type Timeframe } from '../../domain/market/candle.js';
import type { Features } from '../../domain/market/indicators/features.js';
import type { InstrumentReading } from '../../domain/market/market-view.js';
import { chooseTimeframes } from './used-candles.js';

/** What a number is measured in: `price` stands for the quote currency. */
export type FeatureUnit = 'price' | '%' | 'of 100' | 'of 1' | 'x' | '1 or 0';

/** The features worth a model's attention, in the order in which they are shown. */
export const SHOWN_FEATURES = [
  ['close', 'price'],
  ['ema21', 'price'],
  ['ema50', 'price'],
  ['ema200', 'price'],
  ['supertrend', 'price'],
  ['vwap', 'price'],
  ['bollingerUpper', 'price'],
  ['bollingerLower', 'price'],
  ['atr', 'price'],
  ['macdHistogram', 'price'],
  ['adx', 'of 100'],
  ['plusDi', 'of 100'],
  ['minusDi', 'of 100'],
  ['rsi', 'of 100'],
  ['choppiness', 'of 100'],
  ['stochRsiK', 'of 1'],
  ['obvPressure', 'of 1'],
  ['roc', '%'],
  ['volumeRatio', 'x'],
  ['squeeze', '1 or 0'],
] as const satisfies readonly (readonly [keyof Features, FeatureUnit])[];

/** More digits would claim what no indicator knows, and cost tokens. */
export const FEATURE_DIGITS = 6;

type Shown = Readonly<Record<string, number>>;

const shownOf = (features: Features): Shown =>
  Object.fromEntries(
    SHOWN_FEATURES.flatMap(([name]) => {
      const value = features[name];
      return value !== null && Number.isFinite(value) ? [[name, Number(value.toPrecision(FEATURE_DIGITS))]] : [];
    }),
  );

/**
 * For `InstrumentSnapshot.features`: the numbers of the last closed candle of every timeframe that is warm. What is
 * unknown is left out, never 0.
 */
export const featuresForModels = (reading: InstrumentReading): Readonly<Partial<Record<Timeframe, Shown>>> =>
  Object.fromEntries(chooseTimeframes(reading, TIMEFRAMES).used.map((each) => [each.timeframe, shownOf(each)]));
