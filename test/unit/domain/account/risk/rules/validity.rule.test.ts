import { btcLong, HUGE, look, MISSING, NO_NUMBERS, saidBy, WHOLE, ZERO_OR_LESS } from '../../../../../support/risk.js';

const said = saidBy('validity');

test.each([
  ['the first', 1, WHOLE],
  ['the second', 2, WHOLE],
  ['a third', 3, ['INVALID_NUMBER']],
  ['one before the first', 0, ['INVALID_NUMBER']],
  ['one and a half', 1.5, ['INVALID_NUMBER']],
  ['none', NaN, ['INVALID_NUMBER']],
])('a proposal is assessed twice at most: %s', (_what, assessment, outcome) => {
  expect(look(btcLong({ assessment }))).toEqual(outcome);
});

describe.each(['entry', 'rawConfidence', 'confidence'] as const)('F-R5 %s', (field) => {
  test.each([...NO_NUMBERS, ...MISSING])('%s is refused', (_what, value) => {
    expect(said({ ...btcLong(), [field]: value })).toBe('INVALID_NUMBER');
  });
});

test.each(ZERO_OR_LESS)('an entry of %s is no price', (_what, entry) => {
  expect(said(btcLong({ entry: entry as string }))).toBe('INVALID_NUMBER');
});

test('a confidence is from 0 to 1: the ends are numbers, beyond them are none', () => {
  for (const confidence of ['0', '1']) expect(said(btcLong({ confidence }))).toBe('pass');
  for (const confidence of ['-0.0001', '1.0001', '85', HUGE])
    expect(said(btcLong({ confidence }))).toBe('INVALID_NUMBER');
});

describe.each(['stopPct', 'targetPct'] as const)('%s', (field) => {
  test.each(NO_NUMBERS)('F-R5 %s is refused', (_what, value) => {
    expect(said({ ...btcLong(), [field]: value })).toBe('INVALID_NUMBER');
  });

  test.each(MISSING)('%s is another rule’s to refuse', (_what, value) => {
    expect(said({ ...btcLong(), [field]: value })).toBe('pass');
  });

  test('a distance as long as the price is one, a longer one is in another unit', () => {
    expect(said(btcLong({ [field]: '1' }))).toBe('pass');
    for (const value of ['1.0001', '3.92', HUGE]) expect(said(btcLong({ [field]: value }))).toBe('INVALID_NUMBER');
  });
});

test('a target in percent points is none', () => {
  expect(look(btcLong({ targetPct: '3.92' }))).toEqual(['INVALID_NUMBER', 'TARGET_MISSING']);
});

test('a direction is long or short', () => {
  for (const direction of ['up', 'flat', '', undefined, 1]) {
    expect(said(btcLong({ direction: direction as 'long' }))).toBe('INVALID_NUMBER');
  }
});
