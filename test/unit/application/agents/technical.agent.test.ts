import { confidenceOf, technicalAgent } from '../../../../src/application/agents/technical.agent.js';
import { scoreTimeframe, type WarmFeatures } from '../../../../src/application/agents/technical-score.js';
import { isMiss, type SignalDraft } from '../../../../src/application/agents/signal-draft.js';
import { closeTimeOf, type Candle, type Timeframe } from '../../../../src/domain/market/candle.js';
import { createMarketView } from '../../../../src/domain/market/market-view.js';
import type { Features } from '../../../../src/domain/market/indicators/features.js';
import { features } from '../../../support/features.js';
import { walkCandles } from '../../../support/random-walk.js';

const HOUR = 3_600_000;

/** What the agent says at each 1h close from the n-th candle on. */
const opinionsOf = (candles: readonly Candle[], from: number): SignalDraft[] => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1h' } });
  return candles.flatMap((candle, index) => {
    const at = closeTimeOf(candle);
    view.push(candle, at);
    const seen = view.read('BTC/USDT');
    if (index + 1 < from || seen === undefined) return [];
    const answer = technicalAgent(seen, at);
    if (isMiss(answer)) throw new Error(answer.detail);
    return [answer];
  });
};

/** A market turned upside down: what rose falls by as much. */
const mirrored = (candles: readonly Candle[]): Candle[] => {
  const around = (price: string) => String((200_000 - Math.round(Number(price) * 100) + 800_000) / 100);
  return candles.map((candle) => ({
    ...candle,
    open: around(candle.open),
    high: around(candle.low),
    low: around(candle.high),
    close: around(candle.close),
  }));
};

const reading = (all: Partial<Record<Timeframe, Features>>, base: Timeframe = '1m') => ({
  instrumentId: 'BTC/USDT' as const,
  base,
  features: all,
  finerThanFeed: [],
  seenThrough: 0,
  regimeReadings: [],
});

const OPPOSITE = { long: 'short', short: 'long', flat: 'flat' } as const;

const LONG_ENOUGH = 820;

test('a mirrored market gives the mirrored direction, with nearly the same confidence', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 10; seed += 1) {
    const candles = walkCandles('1h', { seed, count: LONG_ENOUGH, start: 5000, drift: ((seed % 5) - 2) * 0.08 });
    const [opinion] = opinionsOf(candles, LONG_ENOUGH);
    const [mirror] = opinionsOf(mirrored(candles), LONG_ENOUGH);
    if (opinion === undefined || mirror === undefined) throw new Error('no opinion');
    seen.add(opinion.direction);
    // The rate of change is the one part that is relative to the price: near the edge it may tip the scale.
    if (opinion.confidence > 0.51) expect(mirror.direction).toBe(OPPOSITE[opinion.direction]);
    expect(Math.abs(mirror.confidence - opinion.confidence)).toBeLessThan(0.02);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['long', 'short']));
});

test('confidence reaches every tier of the risk engine, in both directions', () => {
  const tiers = new Map<string, Set<number>>([
    ['long', new Set()],
    ['short', new Set()],
    ['flat', new Set()],
  ]);
  for (const [seed, drift] of [-0.12, -0.06, 0, 0.06, 0.12].entries()) {
    const candles = walkCandles('1h', { seed, count: LONG_ENOUGH + 200, start: 5000, drift });
    for (const { direction, confidence } of opinionsOf(candles, LONG_ENOUGH)) {
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(confidence).toBeLessThanOrEqual(0.95);
      tiers.get(direction)?.add([0.85, 0.75, 0.65, 0.6].find((tier) => confidence >= tier) ?? 0);
    }
  }
  expect(tiers.get('long')).toEqual(new Set([0.85, 0.75, 0.65, 0.6, 0]));
  expect(tiers.get('short')).toEqual(new Set([0.85, 0.75, 0.65, 0.6, 0]));
  expect(tiers.get('flat')).toEqual(new Set([0]));
});

test.each([
  [0, 0.5],
  [0.15, 0.5],
  [0.5, 0.725],
  [-0.5, 0.725],
  [0.85, 0.95],
  [1, 0.95],
])('a score of %d is a confidence of %d', (score, confidence) =>
  expect(confidenceOf(score)).toBeCloseTo(confidence, 10),
);

const PARTS: [string, Partial<Features>][] = [
  ['the averages', { ema9: 101, ema21: 100.5, ema50: 100.2, close: 101 }],
  ['Supertrend', { supertrendDirection: -1 }],
  ['the directional indicators', { plusDi: 35, minusDi: 10 }],
  ['ADX', { plusDi: 35, minusDi: 10, adx: 12 }],
  ['RSI', { rsi: 65 }],
  ['Stoch RSI', { stochRsiK: 0.9 }],
  ['the MACD line', { macd: 1 }],
  ['the MACD histogram', { macdHistogram: 0.2 }],
  ['ROC', { roc: 3 }],
  ['OBV', { obvPressure: 0.5 }],
  ['VWAP', { vwap: 98 }],
  ['the volume ratio', { obvPressure: 0.5, volumeRatio: 0.5 }],
  ['a breakout from the Keltner channel', { adx: 30, close: 101, keltnerUpper: 100.5 }],
  ['the squeeze', { squeeze: 1, rsi: 70 }],
  ['choppiness', { choppiness: 70, rsi: 70 }],
  ['a stretched Bollinger band', { bollingerUpper: 99, rsi: 70, adx: 10 }],
];

test.each(PARTS)('F-R18 %s is read', (_what, changes) => {
  const scoreOf = (changed: Partial<Features>) => {
    const answer = technicalAgent(reading({ '1h': features(changed) }), HOUR);
    return isMiss(answer) ? answer.detail : answer.reasons[1]?.match(/score (\S+)$/)?.[1];
  };
  const [last] = Object.keys(changes).slice(0, 1) as (keyof Features)[];
  const without = { ...changes };
  if (last !== undefined) delete without[last];
  expect(scoreOf(changes)).not.toBe(scoreOf({}));
  if (Object.keys(without).length > 0) expect(scoreOf(changes)).not.toBe(scoreOf(without));
});

test('a stretch below the lower band counts as little as one above the upper band', () => {
  const scoreOf = (changes: Partial<Features>) =>
    scoreTimeframe(features({ adx: 10, ...changes }) as WarmFeatures).score;
  const above = scoreOf({ bollingerUpper: 99, rsi: 70, supertrendDirection: 1 });
  const below = scoreOf({ bollingerLower: 101, rsi: 30, supertrendDirection: -1 });
  expect(below).toBeCloseTo(-above, 12);
  expect(above).toBeCloseTo(0.75 * scoreOf({ rsi: 70, supertrendDirection: 1 }), 12);
});

test('what is finer than the feed or not warm is left out and named', () => {
  const answer = technicalAgent(
    reading({ '1h': features(), '4h': features({ timeframe: '4h', count: 199 }) }, '1h'),
    HOUR,
  );
  expect(isMiss(answer)).toBe(false);
  expect((answer as SignalDraft).inputs.leftOut).toEqual([
    { timeframe: '15m', why: 'finer than the feed (1h)' },
    { timeframe: '4h', why: 'not warm: 199 candles' },
  ]);
  expect((answer as SignalDraft).reasons).toContain('4h: left out, not warm: 199 candles');
});

test('without a warm 1h there is no opinion, not a neutral one', () => {
  const answer = technicalAgent(
    reading({ '15m': features({ timeframe: '15m' }), '1h': features({ count: 199 }) }),
    HOUR,
  );
  expect(answer).toEqual({
    missed: 'no_data',
    detail: '1h: left out, not warm: 199 candles; 4h: left out, not warm: 0 candles',
  });
});

test('reasons are words and inputs are the numbers that were used, with their age', () => {
  const answer = technicalAgent(
    reading({ '1h': features({ close: 110, adx: 31.4, rsi: 61.23456789123 }) }),
    HOUR + 60_000,
  );
  const { reasons, inputs } = answer as SignalDraft;
  expect(reasons[1]).toContain('1h: close above EMA 200');
  expect(reasons[1]).toContain('ADX 31');
  expect(inputs.candles[0]).toMatchObject({
    timeframe: '1h',
    openTime: 0,
    ageMs: 60_000,
    numbers: { adx: 31.4, rsi: 61.234568 },
  });
});
