import { closenessOf } from '../../../web/src/why/closeness.js';

const of = (rule: string, input: string, limit: string, result: 'pass' | 'shrink' | 'fail' | 'skipped' = 'pass') =>
  closenessOf({ rule, input, limit, result });

test.each([
  ['drawdown', '0.025', 'below 0.10 of the equity at the peak', 0.25],
  ['degradation', 'level 1', 'below level 3', 1 / 3],
  ['order-size', '1500 USDT', '0.25 of equity, leaves 2000 USDT', 0.75],
  ['daily-loss', '0', "below 0.02 of the day's opening equity", 0],
  ['entry-distance', '0.03', '0.02 from the mid', 1],
])('%s: %s against %s is %d of the way', (rule, input, limit, expected) =>
  expect(of(rule, input, limit)).toBeCloseTo(expected),
);

test.each([
  ['confidence', '0.75', '0.6', 0.8],
  ['reward', 'gross 3, net 1.5', 'gross 1.5, net 1.2', 0.8],
  ['minimum-size', '40', '10, cost 0', 0.25],
])('%s is near its floor when it is little above it', (rule, input, limit, expected) =>
  expect(of(rule, input, limit)).toBeCloseTo(expected),
);

test('a range is measured against its nearer end', () => {
  expect(of('stop', '0.0125', '0.01..0.05')).toBeCloseTo(0.8);
  expect(of('stop', '0.045', '0.01..0.05')).toBeCloseTo(0.9);
});

test('a rule that failed or shrank the trade fills its bar', () => {
  expect(of('confidence', '0.57', '0.6', 'fail')).toBe(1);
  expect(of('funds', '1500 USDT', 'leaves 1120.5 USDT', 'shrink')).toBe(1);
});

test('what cannot be measured has no bar', () => {
  expect(of('stop', 'not computable', '0.01..0.05', 'skipped')).toBeUndefined();
  expect(of('pause', 'none', 'none')).toBeUndefined();
});
