import { createAdx } from '../../../../../src/domain/market/indicators/adx.js';
import { createAtr, createAtrWithMean } from '../../../../../src/domain/market/indicators/atr.js';
import { createBollinger } from '../../../../../src/domain/market/indicators/bollinger.js';
import { createChoppiness } from '../../../../../src/domain/market/indicators/choppiness.js';
import { createEma } from '../../../../../src/domain/market/indicators/ema.js';
import type { CandleNumbers, Indicator } from '../../../../../src/domain/market/indicators/indicator.js';
import { createKeltner } from '../../../../../src/domain/market/indicators/keltner.js';
import { createObv } from '../../../../../src/domain/market/indicators/obv.js';
import { createMacd } from '../../../../../src/domain/market/indicators/macd.js';
import { createRoc } from '../../../../../src/domain/market/indicators/roc.js';
import { createRsi } from '../../../../../src/domain/market/indicators/rsi.js';
import { createSma } from '../../../../../src/domain/market/indicators/sma.js';
import { createSqueeze } from '../../../../../src/domain/market/indicators/squeeze.js';
import { createStochRsi } from '../../../../../src/domain/market/indicators/stoch-rsi.js';
import { createSupertrend } from '../../../../../src/domain/market/indicators/supertrend.js';
import { createVolumeAverage } from '../../../../../src/domain/market/indicators/volume-average.js';
import { createVwap } from '../../../../../src/domain/market/indicators/vwap.js';
import { walk } from '../../../../support/random-walk.js';

const HOUR = 3_600_000;

const flat = (count: number, price = 100, volume = 0): CandleNumbers[] =>
  Array.from({ length: count }, (_, index) => ({
    openTime: index * HOUR,
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
  }));

const closes = (...prices: number[]): CandleNumbers[] =>
  prices.map((price, index) => ({
    openTime: index * HOUR,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: 1,
  }));

const valuesOf = <Value>(indicator: Indicator<Value>, candles: readonly CandleNumbers[]): (Value | null)[] =>
  candles.map((candle) => {
    indicator.update(candle);
    return indicator.value();
  });

const lastOf = <Value>(indicator: Indicator<Value>, candles: readonly CandleNumbers[]): Value => {
  const value = valuesOf(indicator, candles).at(-1) ?? null;
  if (value === null) throw new Error('still warming up');
  return value;
};

test.each([
  ['EMA 9', createEma(9), 9],
  ['SMA 20', createSma(20), 20],
  ['ADX 14', createAdx(14), 28],
  ['RSI 14', createRsi(14), 15],
  ['ATR 14', createAtr(14), 14],
  ['Choppiness 14', createChoppiness(14), 15],
  ['Supertrend 10', createSupertrend(10, 3), 10],
  ['squeeze 20', createSqueeze(20, 2, 1.5), 20],
] as [string, Indicator<unknown>, number][])('%s is null until its warm-up is over', (_name, indicator, first) => {
  const values = valuesOf(indicator, walk({ seed: 1, count: 40 }));
  expect(values.findIndex((value) => value !== null)).toBe(first - 1);
});

test('a market that never moved is neutral everywhere, and makes no NaN', () => {
  const still = flat(60);
  expect(lastOf(createRsi(14), still)).toBe(50);
  expect(lastOf(createAdx(14), still)).toEqual({ adx: 0, plusDi: 0, minusDi: 0 });
  expect(lastOf(createStochRsi({ rsi: 14, stochastic: 14, k: 3, d: 3 }), still)).toEqual({ raw: 0.5, k: 0.5, d: 0.5 });
  expect(lastOf(createVolumeAverage(20), still)).toEqual({ average: 0, ratio: null });
  expect(lastOf(createObv(10), still)).toEqual({ obv: 0, pressure: 0 });
  expect(lastOf(createChoppiness(14), still)).toBe(100);
  expect(valuesOf(createVwap(), still).at(-1)).toBeNull();
});

test('ADX recovers from a still beginning', () => {
  const later = walk({ seed: 3, count: 200, drift: 0.1 });
  const { adx } = lastOf(createAdx(14), [...flat(60, 1000), ...later]);
  expect(adx).toBeGreaterThan(0);
});

test('ROC is in per cent of the close ten candles ago', () => {
  expect(lastOf(createRoc(10), closes(200, 1, 2, 3, 4, 5, 6, 7, 8, 9, 250))).toBe(25);
});

test('the MACD line is the difference of its two averages, the histogram that of line and signal', () => {
  const candles = walk({ seed: 6, count: 120, drift: 0.2 });
  const { line, signal, histogram } = lastOf(createMacd(12, 26, 9), candles);
  expect(line).toBeCloseTo(lastOf(createEma(12), candles) - lastOf(createEma(26), candles), 12);
  expect(histogram).toBeCloseTo(line - signal, 12);
  expect(valuesOf(createMacd(12, 26, 9), candles).findIndex((value) => value !== null)).toBe(33);
});

test('RSI is 100 after gains alone and 0 after losses alone', () => {
  const rising = closes(...Array.from({ length: 30 }, (_, index) => 100 + index));
  expect(lastOf(createRsi(14), rising)).toBe(100);
  expect(lastOf(createRsi(14), closes(...rising.map(({ close }) => 200 - close)))).toBe(0);
});

test('Stoch RSI counts zeros: its d is the mean of the last three k, whatever they are', () => {
  const stoch = createStochRsi({ rsi: 14, stochastic: 14, k: 3, d: 3 });
  const values = valuesOf(stoch, walk({ seed: 5, count: 400 })).filter((value) => value !== null);
  expect(values.filter(({ k }) => k === 0).length).toBeGreaterThan(0);
  values.forEach(({ d }, index) => {
    const [a, b, c] = values.slice(Math.max(0, index - 2), index + 1).map(({ k }) => k);
    if (d === null || a === null || a === undefined) return;
    expect(d).toBeCloseTo((a + (b ?? NaN) + (c ?? NaN)) / 3, 12);
  });
});

test('ADX counts neither direction of an outside candle whose two moves are equal', () => {
  const outside = Array.from({ length: 40 }, (_, index) => ({
    openTime: index * HOUR,
    open: 1000,
    high: 1001 + index,
    low: 999 - index,
    close: 1000,
    volume: 1,
  }));
  expect(lastOf(createAdx(14), outside)).toEqual({ adx: 0, plusDi: 0, minusDi: 0 });
});

test('VWAP begins anew at 00:00 UTC and is null while the new day has had no trade', () => {
  const day = 86_400_000;
  const at = (openTime: number, price: number, volume: number): CandleNumbers => ({
    openTime,
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
  });
  const values = valuesOf(createVwap(), [
    at(day - HOUR, 100, 5),
    at(day, 200, 0),
    at(day + HOUR, 300, 1),
    at(day + 2 * HOUR, 400, 3),
  ]);
  expect(values).toEqual([100, null, 300, 375]);
});

test('OBV pressure is the share of ten candles of volume that went up less the share that went down', () => {
  const candles = closes(100, 101, 102, 101, 102, 103, 103, 104, 105, 106, 107);
  expect(lastOf(createObv(10), candles)).toEqual({ obv: 7, pressure: 0.7 });
  expect(valuesOf(createObv(10), candles).at(-2)).toEqual({ obv: 6, pressure: null });
});

test('the volume ratio holds this candle against the mean that includes it', () => {
  const candles = [...flat(19, 100, 10), { ...flat(1, 100, 210)[0]!, openTime: 19 * HOUR }];
  expect(lastOf(createVolumeAverage(20), candles)).toEqual({ average: 20, ratio: 10.5 });
});

test('the ATR mean is the mean of the last hundred ATR values', () => {
  const candles = walk({ seed: 8, count: 300 });
  const atr = valuesOf(createAtr(14), candles).slice(-100) as number[];
  const { mean } = lastOf(createAtrWithMean(14, 100), candles);
  expect(mean).toBeCloseTo(atr.reduce((sum, value) => sum + value, 0) / 100, 10);
});

test('the squeeze is on exactly while the bands lie inside the channel', () => {
  const wideButStill = flat(60, 1200).map((candle) => ({ ...candle, high: 1210, low: 1190 }));
  const candles = [...walk({ seed: 9, count: 150, drift: 0.3 }), ...wideButStill];
  const bands = valuesOf(createBollinger(20, 2), candles);
  const channel = valuesOf(createKeltner({ ema: 20, atr: 20, multiplier: 1.5 }), candles);
  const squeezed = valuesOf(createSqueeze(20, 2, 1.5), candles).slice(19);
  const expected = bands.slice(19).map((band, index) => {
    const outer = channel[index + 19];
    return band!.upper < outer!.upper && band!.lower > outer!.lower;
  });
  expect(squeezed).toEqual(expected);
  expect(new Set(squeezed)).toEqual(new Set([true, false]));
});

test('Supertrend follows a rise from below and a fall from above', () => {
  const up = walk({ seed: 4, count: 120, drift: 0.8 });
  const rising = lastOf(createSupertrend(10, 3), up);
  expect(rising.direction).toBe(1);
  expect(rising.line).toBeLessThan(up.at(-1)!.close);
  const down = walk({ seed: 4, count: 120, drift: -0.8 });
  const falling = lastOf(createSupertrend(10, 3), down);
  expect(falling.direction).toBe(-1);
  expect(falling.line).toBeGreaterThan(down.at(-1)!.close);
});
