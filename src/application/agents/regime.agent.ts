import type { Features } from '../../domain/market/indicators/features.js';
import type { InstrumentReading } from '../../domain/market/market-view.js';
import type { Regime } from '../../domain/market/regime.js';
import { REGIME_LIMITS, isRegimeStale, nextRegime } from '../../domain/market/regimes.js';
import { HOUR, type UnixMs } from '../../domain/shared/time.js';
import { directionOf } from '../../domain/signals/signal.decider.js';
import type { SignalDraft } from './signal-draft.js';
import { chooseTimeframes, leftOutReasons, numbersFor, usedCandle } from './used-candles.js';

const USED: readonly (keyof Features)[] = ['close', 'ema200', 'adx', 'atr', 'atrMean', 'choppiness'];
const HORIZON_MS = 4 * HOUR;

/** Confidence of a regime read at its threshold, and the most that distance from the threshold adds. */
const AT_THRESHOLD = 0.6;
const MOST_ADDED = 0.35;
/** An ADX this far above its threshold, or an ATR this far (as a ratio) beyond its own, adds all of it. */
const FULL_ADX = 25;
const FULL_RATIO = 0.5;
const UNKNOWN_CONFIDENCE = 0.5;

const distanceOf = (regime: Regime, features: Features): number => {
  const ratio = (features.atr ?? 0) / (features.atrMean || 1);
  switch (regime) {
    case 'trending_bull':
    case 'trending_bear':
      return ((features.adx ?? 0) - REGIME_LIMITS.trendAdx) / FULL_ADX;
    case 'volatile':
      return (ratio - REGIME_LIMITS.volatileAtrRatio) / FULL_RATIO;
    case 'quiet':
      return (REGIME_LIMITS.quietAtrRatio - ratio) / FULL_RATIO;
    case 'choppy':
    case 'ranging':
    case 'unknown':
      return 0;
  }
};

const confidenceOf = (regime: Regime, features: Features | undefined): number =>
  regime === 'unknown' || features === undefined
    ? UNKNOWN_CONFIDENCE
    : AT_THRESHOLD + MOST_ADDED * Math.min(1, Math.max(0, distanceOf(regime, features)));

const measures = (features: Features): string => {
  const { adx, choppiness, atr, atrMean, close, ema200 } = features;
  if (adx === null || choppiness === null || atr === null || atrMean === null || ema200 === null) {
    return `1h: ${features.count} candles, not warm`;
  }
  const side = close > ema200 ? 'above' : close < ema200 ? 'below' : 'at';
  const ratio = atrMean === 0 ? 0 : atr / atrMean;
  return `1h: close ${side} EMA 200, ADX ${adx.toFixed(0)}, choppiness ${choppiness.toFixed(0)}, ATR ${ratio.toFixed(2)} x its mean`;
};

/**
 * The regime of one instrument, from the last two closed 1h candles and the one in force. It always answers: without
 * data the answer is `unknown`, which denies openings.
 */
export const regimeAgent = (reading: InstrumentReading, current: Regime, at: UnixMs): SignalDraft => {
  const { leftOut } = chooseTimeframes(reading, ['1h']);
  const features = reading.features['1h'];
  const stale = isRegimeStale(reading.seenThrough, at);
  const readings = stale ? [] : reading.regimeReadings;
  const regime = nextRegime(current, readings);
  const said = readings.map((each) => each.regime).join(', then ');
  return {
    direction: directionOf(regime),
    confidence: confidenceOf(regime, features),
    horizonMs: HORIZON_MS,
    reasons: [
      regime === current ? `stays ${regime}` : `changes from ${current} to ${regime}`,
      ...(said === '' ? [] : [`last closed 1h candles: ${said}`]),
      ...(stale ? ['1h: stale, no candle of the market for two hours'] : []),
      ...(features === undefined ? [] : [measures(features)]),
      ...leftOutReasons(leftOut),
    ],
    inputs: { candles: features === undefined ? [] : [usedCandle(features, numbersFor(features, USED), at)], leftOut },
    readings,
  };
};
