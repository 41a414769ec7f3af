import {
  account,
  btcLong,
  HUGE,
  look,
  MISSING,
  NO_NUMBERS,
  policy,
  QUOTES,
  saidBy,
  unusable,
  WHOLE,
  xrpShort,
  ZERO_OR_LESS,
} from '../../../../../support/risk.js';

const said = saidBy('book-share');
const book = (ask: unknown, bid: unknown = '0') => ({
  quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, depth: { ask: ask as string, bid: bid as string } } },
});

// 2 000 / 60 036.003 = 0.0333133...: a tenth of 0.3331335 is a little more, of 0.333133 a little less.
test.each([
  ['ten times as deep', '0.3331335', WHOLE],
  ['a hair thinner', '0.333133', { usdt: '2000.00', leverage: 1, by: ['book-share'] }],
  ['thin', '0.1', { usdt: '600.36', leverage: 1, by: ['book-share'] }],
  ['endless', HUGE, WHOLE],
])('F-O23 a book %s: a tenth of its side at most', (_what, ask, outcome) => {
  expect(look(btcLong(), account(), book(ask))).toEqual(outcome);
});

test('F-O23 a book with nothing on the side that is needed denies: a long needs the ask', () => {
  expect(look(btcLong(), account(), book('0', '99'))).toEqual(['BOOK_TOO_THIN']);
  expect(look(btcLong(), account(), book('99', '0'))).toEqual(WHOLE);
});

test('a short needs the bid', () => {
  const depth = { bid: '100', ask: '99999' };
  const xrp = { quotes: { ...QUOTES, 'XRP/USDT': { ...QUOTES['XRP/USDT']!, depth } } };
  // A tenth of 100 XRP at 0.5 are 5 USDT, and ten XRP are the least.
  expect(look(xrpShort(), account(), xrp)).toMatchObject({ usdt: '5.00', by: ['book-share'] });
});

test.each([...NO_NUMBERS, ...MISSING, ...ZERO_OR_LESS])('F-R5 a depth of %s is nothing', (_what, ask) => {
  expect(look(btcLong(), account(), book(ask, '99'))).toEqual(['BOOK_TOO_THIN']);
});

test('where no book is seen there is nothing to measure', () => {
  expect(said(btcLong())).toBe('pass');
});

test('the share is the policy’s', () => {
  const half = account({ policy: policy({ maxBookSharePct: '0.05' }) });
  expect(look(btcLong(), half, book('0.1'))).toEqual({ usdt: '300.18', leverage: 1, by: ['book-share'] });
});

test.each(unusable('an unknown instrument', 'no price'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
