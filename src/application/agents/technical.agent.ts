import type { Timeframe } from '../../domain/market/candle.js';
import type { Features } from '../../domain/market/indicators/features.js';
import type { InstrumentReading } from '../../domain/market/market-view.js';
import { HOUR, type UnixMs } from '../../domain/shared/time.js';
import type { Direction } from '../../domain/signals/signal.events.js';
import type { AgentAnswer } from './signal-draft.js';
import { scoreTimeframe, warmed, type TimeframeScore, type WarmFeatures } from './technical-score.js';
import { chooseTimeframes, leftOutReasons, numbersFor, usedCandle, type Numbers } from './used-candles.js';

/** 1h and 4h lead: stops, regime and the hourly decision live there. Those left out give their weight to the others. */
export const TIMEFRAME_WEIGHTS = { '15m': 0.2, '1h': 0.45, '4h': 0.35 } as const satisfies Partial<
  Record<Timeframe, number>
>;
const WANTED: readonly Timeframe[] = ['15m', '1h', '4h'];
/** Without it there is no opinion: entry, stop and regime are all read from it. */
const LEADING: Timeframe = '1h';

/** A weighted score nearer to 0 than this has no direction. */
export const DIRECTION_FROM = 0.15;
/** From this score on, the confidence is {@link MOST_CONFIDENT}. */
export const CERTAIN_FROM = 0.85;
export const LEAST_CONFIDENT = 0.5;
export const MOST_CONFIDENT = 0.95;
const HORIZON_MS = 24 * HOUR;

const USED: readonly (keyof Features)[] = [
  'close',
  'ema9',
  'ema21',
  'ema50',
  'ema200',
  'sma20',
  'sma50',
  'sma200',
  'adx',
  'plusDi',
  'minusDi',
  'supertrend',
  'rsi',
  'stochRsiK',
  'stochRsiD',
  'macd',
  'macdHistogram',
  'roc',
  'atr',
  'bollingerUpper',
  'bollingerLower',
  'keltnerUpper',
  'keltnerLower',
  'obvPressure',
  'vwap',
  'volumeRatio',
  'choppiness',
  'squeeze',
];

interface Evaluation {
  readonly score: TimeframeScore;
  readonly numbers: Numbers;
  readonly reason: string;
}

/**
 * 0.50 at the edge of having a direction, rising in a straight line to 0.95. So the tiers 0.60, 0.65, 0.75 and 0.85 of
 * the risk engine begin at scores of 0.31, 0.38, 0.54 and 0.69.
 */
export const confidenceOf = (score: number): number => {
  const certainty = (Math.abs(score) - DIRECTION_FROM) / (CERTAIN_FROM - DIRECTION_FROM);
  return LEAST_CONFIDENT + (MOST_CONFIDENT - LEAST_CONFIDENT) * Math.min(1, Math.max(0, certainty));
};

const directionOf = (score: number): Direction =>
  Math.abs(score) < DIRECTION_FROM ? 'flat' : score > 0 ? 'long' : 'short';

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(2)}`;

const side = (value: number, than: number): string => (value > than ? 'above' : value < than ? 'below' : 'at');

const contextWords = (f: WarmFeatures): readonly string[] => [
  ...(f.squeeze === 1 ? ['squeezed'] : []),
  ...(f.close > f.bollingerUpper ? ['above the upper Bollinger band'] : []),
  ...(f.close < f.bollingerLower ? ['below the lower Bollinger band'] : []),
];

const reasonOf = (f: WarmFeatures, { trend, momentum, volume, score }: TimeframeScore): string =>
  [
    `${f.timeframe}: close ${side(f.close, f.ema200)} EMA 200`,
    `EMA 9 ${side(f.ema9, f.ema21)} EMA 21`,
    `Supertrend ${f.supertrendDirection > 0 ? 'up' : 'down'}`,
    `ADX ${f.adx.toFixed(0)}`,
    `RSI ${f.rsi.toFixed(0)}`,
    `MACD histogram ${f.macdHistogram < 0 ? 'negative' : 'positive'}`,
    `10-candle move ${signed(f.roc)} %`,
    `volume ${(f.volumeRatio ?? 0).toFixed(1)} x its mean`,
    ...contextWords(f),
    `trend ${signed(trend)}, momentum ${signed(momentum)}, volume ${signed(volume)}: score ${signed(score)}`,
  ].join(', ');

/** Features never change, so what was made of them holds as long as they live (a candle is looked at many times). */
const evaluations = new WeakMap<Features, Evaluation>();

const evaluate = (features: Features & WarmFeatures): Evaluation => {
  const known = evaluations.get(features);
  if (known !== undefined) return known;
  const score = scoreTimeframe(features);
  const made = { score, numbers: numbersFor(features, USED), reason: reasonOf(features, score) };
  evaluations.set(features, made);
  return made;
};

const weightOf = (timeframe: Timeframe): number =>
  (TIMEFRAME_WEIGHTS as Readonly<Partial<Record<Timeframe, number>>>)[timeframe] ?? 0;

/**
 * An opinion from every indicator over closed 15m, 1h and 4h candles: the weighted mean of the timeframes' scores (see
 * `technical-score.ts`) gives the direction, its distance from 0 the confidence.
 */
export const technicalAgent = (reading: InstrumentReading, at: UnixMs): AgentAnswer => {
  const { used, leftOut } = chooseTimeframes(reading, WANTED);
  const warm = used.filter(warmed);
  if (!warm.some(({ timeframe }) => timeframe === LEADING)) {
    return { missed: 'no_data', detail: leftOutReasons(leftOut).join('; ') };
  }
  const parts = warm.map((features) => ({ features, ...evaluate(features), weight: weightOf(features.timeframe) }));
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const score = parts.reduce((sum, part) => sum + part.weight * part.score.score, 0) / weights;
  return {
    direction: directionOf(score),
    confidence: confidenceOf(score),
    horizonMs: HORIZON_MS,
    reasons: [
      `score ${signed(score)} over ${parts.map(({ features }) => features.timeframe).join(', ')}`,
      ...parts.map(({ reason }) => reason),
      ...leftOutReasons(leftOut),
    ],
    inputs: { candles: parts.map(({ features, numbers }) => usedCandle(features, numbers, at)), leftOut },
  };
};
