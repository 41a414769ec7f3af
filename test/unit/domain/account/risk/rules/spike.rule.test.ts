import type { Quote } from '../../../../../../src/domain/market/quote.js';
import {
  account,
  btcLong,
  look,
  NOON,
  policy,
  QUOTES,
  saidBy,
  WHOLE,
  WHOLE_SHORT,
  xrpShort,
  ZERO_OR_LESS,
} from '../../../../../support/risk.js';

const said = saidBy('spike');
const HALF = { usdt: '1000.00', leverage: 1, by: ['spike'] };
const candle = { closedAt: NOON, trueRange: '501', previousAtr: '100', movePct: '0.008' };
const seen = (changes: object) => ({
  quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT'], candle5m: { ...candle, ...changes } } as Quote },
});

test.each([
  ['at five times the ATR', { trueRange: '500' }, WHOLE],
  ['above, though nobody has recorded it yet', {}, HALF],
  ['that was 15 minutes ago', { closedAt: NOON - 900_000 }, WHOLE],
  ['1 ms less', { closedAt: NOON - 899_999 }, HALF],
])('measures by itself: %s', (_what, changes, outcome) => {
  expect(look(btcLong(), account(), seen(changes))).toEqual(outcome);
});

test.each([
  ['while it stands', 'BTC/USDT', NOON + 1, HALF],
  ['over at that very millisecond', 'BTC/USDT', NOON, WHOLE],
  ['of another instrument', 'XRP/USDT', NOON + 1, WHOLE],
])('the breaker: %s', (_what, instrumentId, until, outcome) => {
  const state = account({ breakers: { spikes: { [instrumentId]: { trippedAt: NOON - 1, until } } } });
  expect(look(btcLong(), state)).toEqual(outcome);
});

test('a jump of BTC/USDT is none of XRP/USDT', () => {
  expect(look(xrpShort(), account(), seen({}))).toEqual(WHOLE_SHORT);
});

test('F-R5 a candle whose numbers are none says nothing; from a market that did not move before any way is a spike', () => {
  for (const changes of [{ trueRange: 'NaN' }, { trueRange: '-1' }, { previousAtr: 'NaN' }, { previousAtr: '-1' }]) {
    expect(said(btcLong(), account(), seen(changes))).toBe('pass');
  }
  expect(said(btcLong(), account(), seen({ previousAtr: '0' }))).toBe('shrink');
  for (const [, trueRange] of ZERO_OR_LESS) {
    expect(said(btcLong(), account(), seen({ trueRange, previousAtr: '0' }))).toBe('pass');
  }
});

test('a factor of 0 opens nothing, by the name of its breaker', () => {
  const none = account({ policy: policy({ halfSizeFactor: '0' }) });
  expect((look(btcLong(), none, seen({})) as readonly string[])[0]).toBe('SPIKE');
  expect(look(btcLong(), account({ policy: policy({ halfSizeFactor: '1' }) }), seen({}))).toEqual(WHOLE);
});

test('ratio and time are the policy’s', () => {
  expect(look(btcLong(), account({ policy: policy({ spikeAtrRatio: '5.01' }) }), seen({}))).toEqual(WHOLE);
  const short = account({ policy: policy({ spikeMs: 60_000 }) });
  expect(look(btcLong(), short, seen({ closedAt: NOON - 60_000 }))).toEqual(WHOLE);
  expect(look(btcLong(), short, seen({ closedAt: NOON - 59_999 }))).toEqual(HALF);
});

test('a symbol that nobody knows has no spike', () => {
  expect(said(btcLong({ instrumentId: 'DOGE/USDT' as 'BTC/USDT' }), account(), seen({}))).toBe('pass');
});
