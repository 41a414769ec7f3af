import { closenessOf } from '../../../web/src/why/closeness.js';

const rule = (input: string, limit: string, result: 'pass' | 'shrink' | 'fail' | 'skipped' = 'pass') =>
  closenessOf({ rule: 'any', input, limit, result });

test.each([
  ['0.5 %', '<= 2 %', 0.25],
  ['0.75', '>= 0.6', 0.8],
  ['1500 USDT', '15 % of equity, leaves 2000 USDT', 0.75],
  ['0 %', '<= 50 %', 0],
  ['3 %', '<= 2 %', 1],
])('%s against %s is %d of the way', (input, limit, expected) => expect(rule(input, limit)).toBeCloseTo(expected));

test('a rule that failed or shrank the trade fills its bar', () => {
  expect(rule('0.57', '>= 0.6', 'fail')).toBe(1);
  expect(rule('1500 USDT', 'leaves 1120.5 USDT', 'shrink')).toBe(1);
});

test('what cannot be measured has no bar', () => {
  expect(rule('not computable', '<= 2 %', 'skipped')).toBeUndefined();
  expect(rule('no pause', 'no pause')).toBeUndefined();
});
