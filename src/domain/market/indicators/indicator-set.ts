import type { Candle, Timeframe } from '../candle.js';
import { createAdx } from './adx.js';
import { createAtrWithMean } from './atr.js';
import { createBollinger } from './bollinger.js';
import { createChoppiness } from './choppiness.js';
import { createEma } from './ema.js';
import type { Features } from './features.js';
import { numbersOf, type CandleNumbers, type Indicator } from './indicator.js';
import { createKeltner } from './keltner.js';
import { createMacd } from './macd.js';
import { createObv } from './obv.js';
import { createRoc } from './roc.js';
import { createRsi } from './rsi.js';
import { createSma } from './sma.js';
import { createSqueeze } from './squeeze.js';
import { createStochRsi } from './stoch-rsi.js';
import { createSupertrend } from './supertrend.js';
import { createVolumeAverage } from './volume-average.js';
import { createVwap } from './vwap.js';

/** All indicators of one instrument and timeframe. */
export interface IndicatorSet {
  /** Takes the next closed candle. */
  update(candle: Candle): void;
  /** The features at the close of the last candle: the same frozen object until the next one; undefined before the first. */
  features(): Features | undefined;
}

/** The parameters are explained in docs/indicators.md. */
const createAll = () => ({
  ema9: createEma(9),
  ema21: createEma(21),
  ema50: createEma(50),
  ema200: createEma(200),
  sma20: createSma(20),
  sma50: createSma(50),
  sma200: createSma(200),
  adx: createAdx(14),
  supertrend: createSupertrend(10, 3),
  rsi: createRsi(14),
  stochRsi: createStochRsi({ rsi: 14, stochastic: 14, k: 3, d: 3 }),
  macd: createMacd(12, 26, 9),
  roc: createRoc(10),
  atr: createAtrWithMean(14, 100),
  bollinger: createBollinger(20, 2),
  keltner: createKeltner({ ema: 20, atr: 10, multiplier: 2 }),
  obv: createObv(10),
  vwap: createVwap(),
  volume: createVolumeAverage(20),
  choppiness: createChoppiness(14),
  squeeze: createSqueeze(20, 2, 1.5),
});

type All = ReturnType<typeof createAll>;

/** One literal on purpose: objects put together by spreading cost ten times as much, at every closed candle. */
const featuresOf = (timeframe: Timeframe, last: CandleNumbers, count: number, all: All): Features => {
  const adx = all.adx.value();
  const supertrend = all.supertrend.value();
  const stoch = all.stochRsi.value();
  const macd = all.macd.value();
  const atr = all.atr.value();
  const bollinger = all.bollinger.value();
  const keltner = all.keltner.value();
  const obv = all.obv.value();
  const volume = all.volume.value();
  const squeezed = all.squeeze.value();
  return {
    timeframe,
    openTime: last.openTime,
    count,
    close: last.close,
    volume: last.volume,
    ema9: all.ema9.value(),
    ema21: all.ema21.value(),
    ema50: all.ema50.value(),
    ema200: all.ema200.value(),
    sma20: all.sma20.value(),
    sma50: all.sma50.value(),
    sma200: all.sma200.value(),
    adx: adx?.adx ?? null,
    plusDi: adx?.plusDi ?? null,
    minusDi: adx?.minusDi ?? null,
    supertrend: supertrend?.line ?? null,
    supertrendDirection: supertrend?.direction ?? null,
    rsi: all.rsi.value(),
    stochRsiK: stoch?.k ?? null,
    stochRsiD: stoch?.d ?? null,
    macd: macd?.line ?? null,
    macdSignal: macd?.signal ?? null,
    macdHistogram: macd?.histogram ?? null,
    roc: all.roc.value(),
    atr: atr?.atr ?? null,
    atrMean: atr?.mean ?? null,
    bollingerUpper: bollinger?.upper ?? null,
    bollingerMiddle: bollinger?.middle ?? null,
    bollingerLower: bollinger?.lower ?? null,
    keltnerUpper: keltner?.upper ?? null,
    keltnerMiddle: keltner?.middle ?? null,
    keltnerLower: keltner?.lower ?? null,
    obv: obv?.obv ?? null,
    obvPressure: obv?.pressure ?? null,
    vwap: all.vwap.value(),
    volumeSma: volume?.average ?? null,
    volumeRatio: volume?.ratio ?? null,
    choppiness: all.choppiness.value(),
    squeeze: squeezed === null ? null : Number(squeezed),
  };
};

export const createIndicatorSet = (timeframe: Timeframe): IndicatorSet => {
  const all = createAll();
  const each: readonly Indicator<unknown>[] = Object.values(all);
  let last: CandleNumbers | undefined;
  let count = 0;
  let cached: Features | undefined;
  return {
    update: (candle) => {
      const numbers = numbersOf(candle);
      for (const indicator of each) indicator.update(numbers);
      last = numbers;
      count += 1;
      cached = undefined;
    },
    features: () => {
      // Made on demand: a warm-up of a year takes no snapshot that nobody reads.
      if (last !== undefined) cached ??= Object.freeze(featuresOf(timeframe, last, count, all));
      return cached;
    },
  };
};
