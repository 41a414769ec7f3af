import { levelOf, levelWords } from '../../../web/src/agents/level-words.js';
import { todayOf } from '../../../web/src/agents/spending.js';
import { cost } from '../../../web/src/format/figures.js';
import { hours, took } from '../../../web/src/format/time.js';

test.each([
  [1, '1, normal'],
  [2, '2, reduced'],
  [3, '3, safe'],
  [4, '4, emergency'],
  [5, '5, unknown'],
])('level %i is %s', (level, expected) => expect(levelWords(level)).toBe(expected));

test('only a level without any failure looks well', () => {
  expect([1, 2, 3, 4, 5].map((level) => levelOf(level).tone)).toEqual(['up', 'degraded', 'down', 'down', 'down']);
});

test('the cost of a model keeps what cents would hide', () => {
  expect(cost('0.0011')).toBe('0.0011');
  expect(cost('0')).toBe('0.0000');
  expect(cost(undefined)).toBe('–');
});

test.each([
  [900, '900 ms'],
  [2_500, '2.5 s'],
  [59_999, '60.0 s'],
  [120_000, '2 min'],
])('%i ms are %s', (ms, expected) => expect(took(ms)).toBe(expected));

test('horizons are hours', () => expect(hours(86_400_000)).toBe('24 h'));

test('today is the UTC day of the market, not of the viewer', () => {
  const days = [{ date: '2026-01-06' }, { date: '2026-01-05' }] as never;
  expect(todayOf(days, Date.UTC(2026, 0, 5, 23, 59))).toEqual({ date: '2026-01-05' });
  expect(todayOf(days, Date.UTC(2026, 0, 7))).toBeUndefined();
});
