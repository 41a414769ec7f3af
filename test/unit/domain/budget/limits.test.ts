import { dayLimit, paceOf } from '../../../../src/domain/budget/limits.js';

test.each([
  ['a share of the equity', '10000', '1'],
  ['the sum, from the equity on at which the share is as much', '50000', '5'],
  ['whole cents of it, and never one more', '10199.99', '1.01'],
  ['the sum of a rich account', '1000000', '5'],
  ['nothing without an equity', undefined, '0'],
  ['nothing of an equity of zero', '0', '0'],
  ['nothing of a debt', '-10000', '0'],
  ['nothing of what is not a number', 'NaN', '0'],
])('F-D10 a day of models may cost %s', (_, equity, limit) => {
  expect(dayLimit('5.00', '0.0001', equity)).toBe(limit);
});

test('F-D10 a budget of zero buys nothing', () => {
  expect(dayLimit('0', '0.0001', '10000')).toBe('0');
});

test.each([
  ['0', '1', 'full'],
  ['0.79999', '1', 'full'],
  ['0.8', '1', 'slow'],
  ['0.99999', '1', 'slow'],
  ['1', '1', 'rules-only'],
  ['1.2', '1', 'rules-only'],
  ['0', '0', 'rules-only'],
])('F-D10 %s spent of %s: %s', (spent, limit, pace) => {
  expect(paceOf(spent, limit)).toBe(pace);
});
