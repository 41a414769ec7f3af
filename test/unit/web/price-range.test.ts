import { rangeWith } from '../../../web/src/chart/price-range.js';

const candles = { minValue: 100, maxValue: 110 };
const at = (...prices: readonly number[]) => prices.map((price) => ({ price }));

test('the chart grows to the lines of the position', () =>
  expect(rangeWith(candles, at(105, 95, 125))).toEqual({ minValue: 95, maxValue: 125 }));

test('a far line must not press the candles flat, and takes no nearer one with it', () =>
  expect(rangeWith(candles, at(200, 95))).toEqual({ minValue: 95, maxValue: 110 }));

test('without lines the candles fill it', () => expect(rangeWith(candles, [])).toEqual(candles));
