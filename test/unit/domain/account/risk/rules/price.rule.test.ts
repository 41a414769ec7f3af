import type { Quote } from '../../../../../../src/domain/market/quote.js';
import {
  account,
  btcLong,
  look,
  MISSING,
  NO_NUMBERS,
  NOON,
  policy,
  QUOTES,
  saidBy,
  unusable,
  WHOLE,
  xrpBtcLong,
  ZERO_OR_LESS,
} from '../../../../../support/risk.js';

const said = saidBy('price');
const btc = (changes: object) => ({
  quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT'], ...changes } as Quote },
});

test.each([
  ['of this moment', NOON, WHOLE],
  ['60 s old', NOON - 60_000, WHOLE],
  ['1 ms older', NOON - 60_001, ['PRICE_STALE']],
  ['60 s ahead of us', NOON + 60_000, WHOLE],
  ['further ahead', NOON + 60_001, ['PRICE_STALE']],
  ['of no time', NaN, ['PRICE_STALE']],
])('F-R7 a price %s', (_what, at, outcome) => {
  expect(look(btcLong(), account(), btc({ at }))).toEqual(outcome);
});

test('F-R7 none is missing, and the verdict says which', () => {
  expect(look(btcLong(), account(), { quotes: {} })).toEqual(['PRICE_MISSING']);
  expect(look(btcLong(), account(), btc({ bid: '60006', ask: '59994' }))).toEqual(['PRICE_MISSING']);
  expect(said(btcLong(), account(), btc({ bid: '60006', ask: '60006' }))).toBe('pass');
});

describe.each(['bid', 'ask'])('F-R5 a %s', (side) => {
  test.each([...NO_NUMBERS, ...MISSING, ...ZERO_OR_LESS])('of %s is none', (_what, value) => {
    expect(said(btcLong(), account(), btc({ [side]: value }))).toBe('PRICE_MISSING');
  });
});

test('XRP/BTC needs that of BTC/USDT too: its money is counted in it', () => {
  expect(said(xrpBtcLong())).toBe('pass');
  expect(look(xrpBtcLong(), account(), btc({ at: NOON - 60_001 }))).toEqual(['PRICE_STALE']);
  expect(look(xrpBtcLong(), account(), { quotes: { 'XRP/BTC': QUOTES['XRP/BTC']! } })).toEqual(['PRICE_MISSING']);
});

test('the limit is the policy’s', () => {
  const strict = account({ policy: policy({ maxPriceAgeMs: 5_000 }) });
  expect(said(btcLong(), strict, btc({ at: NOON - 5_000 }))).toBe('pass');
  expect(said(btcLong(), strict, btc({ at: NOON - 5_001 }))).toBe('PRICE_STALE');
});

test.each(unusable('an unknown instrument'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
