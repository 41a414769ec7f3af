import { span, utc } from '../../../web/src/format/time.js';
import { arrow, codeWords, factWords, words } from '../../../web/src/format/words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [MINUTE, '1 min'],
  [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
  [52 * HOUR, '2 d 4 h'],
])('a span of %i ms is %s', (ms, expected) => expect(span(ms)).toBe(expected));

test('the instant behind a time is exact and in UTC', () => {
  expect(utc(Date.UTC(2026, 10, 24, 6, 24, 8, 123))).toBe('2026-11-24 06:24:08.123 UTC');
});

test('codes become words, unknown ones too', () => {
  expect(codeWords('REWARD_TOO_LOW')).toBe('too little reward for the risk');
  expect(codeWords('SOMETHING_NEW')).toBe('something new');
  expect(words('open_long')).toBe('open long');
  expect(factWords('OrderFilled')).toBe('order filled');
});

test('direction is carried by a sign beside the colour', () => {
  expect(['open_long', 'sell', 'flat', 'trending_bull'].map(arrow)).toEqual(['▲', '▼', '■', '▲']);
});
