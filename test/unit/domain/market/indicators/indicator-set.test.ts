import fc from 'fast-check';
import { WARM_CANDLES, isWarm, type Features } from '../../../../../src/domain/market/indicators/features.js';
import { createIndicatorSet } from '../../../../../src/domain/market/indicators/indicator-set.js';
import type { Candle } from '../../../../../src/domain/market/candle.js';
import { walkCandles } from '../../../../support/random-walk.js';

const featuresAfter = (candles: readonly Candle[]): Features => {
  const set = createIndicatorSet('1h');
  candles.forEach((candle) => set.update(candle));
  const features = set.features();
  if (features === undefined) throw new Error('no candle');
  return features;
};

test('nothing is known before the first candle', () => {
  expect(createIndicatorSet('1h').features()).toBeUndefined();
});

test('an indicator at candle n never changes when candle n+1 comes, and knows nothing of it', () => {
  const market = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    drift: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    count: fc.integer({ min: 2, max: 320 }),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(market, ({ seed, drift, count, cut }) => {
      const candles = walkCandles('1h', { seed, drift, count });
      const n = 1 + Math.floor(cut * (count - 1));
      const set = createIndicatorSet('1h');
      candles.slice(0, n).forEach((candle) => set.update(candle));
      const then = set.features();
      const written = JSON.stringify(then);
      candles.slice(n).forEach((candle) => set.update(candle));
      expect(JSON.stringify(then)).toBe(written);
      expect(JSON.stringify(featuresAfter(candles.slice(0, n)))).toBe(written);
    }),
    { numRuns: 60, seed: 20_201 },
  );
});

test('every indicator is there from the 200th candle on, and not before', () => {
  const candles = walkCandles('1h', { seed: 7, count: WARM_CANDLES });
  const before = featuresAfter(candles.slice(0, -1));
  expect(isWarm(before)).toBe(false);
  expect([before.ema200, before.sma200]).toEqual([null, null]);
  const warm = featuresAfter(candles);
  expect(isWarm(warm)).toBe(true);
  expect(Object.entries(warm).filter(([, value]) => value === null)).toEqual([]);
});

test('a snapshot is plain, frozen JSON of finite numbers', () => {
  const features = featuresAfter(walkCandles('1h', { seed: 7, count: 260 }));
  expect(JSON.parse(JSON.stringify(features))).toEqual(features);
  expect(Object.isFrozen(features)).toBe(true);
  const { timeframe, ...numbers } = features;
  expect(timeframe).toBe('1h');
  expect(Object.values(numbers).every((value) => Number.isFinite(value))).toBe(true);
});

test('a market without any trade never makes a NaN', () => {
  const still = walkCandles('1h', { seed: 1, count: 260 }).map((candle) => ({
    ...candle,
    open: '5',
    high: '5',
    low: '5',
    close: '5',
    volume: '0',
  }));
  const numbers = Object.values(featuresAfter(still)).filter((value) => typeof value === 'number');
  expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
  expect(featuresAfter(still)).toMatchObject({ vwap: null, volumeRatio: null, adx: 0, rsi: 50 });
});
