import { countTokens } from '../../../../../src/application/agents/prompts/count-tokens.js';
import {
  age,
  duration,
  instant,
  number,
  percentChange,
} from '../../../../../src/application/agents/prompts/written.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../../src/domain/shared/time.js';

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [4 * SECOND, '4 s'],
  [MINUTE - 1, '59 s'],
  [MINUTE, '1 min'],
  [12 * MINUTE + 30 * SECOND, '12 min'],
  [HOUR, '1 h'],
  [3 * HOUR + 20 * MINUTE, '3 h 20 min'],
  [DAY - 1, '23 h 59 min'],
  [2 * DAY, '2 d'],
  [2 * DAY + 5 * HOUR + MINUTE, '2 d 5 h'],
])('%d ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
  expect(age(ms)).toBe(`${text} ago`);
});

test.each([
  ['60036.123456789', '60036.12346'],
  ['0.00000831', '0.00000831'],
  ['1e-7', '0.0000001'],
  ['-0', '0'],
  ['1e15', 'unknown'],
  ['1e-16', '0'],
  ['NaN', 'unknown'],
  [Number.POSITIVE_INFINITY, 'unknown'],
  [undefined, 'unknown'],
])('the number %p is written %s', (value, text) => {
  expect(number(value)).toBe(text);
});

test('changes have a sign', () => {
  expect([percentChange('0.01684'), percentChange('-0.5'), percentChange('0'), percentChange('x')]).toEqual([
    '+1.68 %',
    '-50 %',
    '+0 %',
    'unknown',
  ]);
});

test('instants are UTC, to the minute', () => {
  expect(instant(Date.UTC(2026, 0, 5, 7, 3, 59))).toBe('2026-01-05 07:03 UTC');
});

test.each([
  ['', 0],
  ['bid', 1],
  ['technical', 3],
  ['the price', 3],
  ['60000.1', 7],
  ['a, b', 3],
  ['a  b\n\n', 6],
  ['文', 3],
  ['é', 2],
  ['🚀', 4],
])('%j counts as %d tokens', (text, tokens) => {
  expect(countTokens(text)).toBe(tokens);
});
