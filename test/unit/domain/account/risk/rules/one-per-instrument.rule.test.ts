import {
  account,
  btcLong,
  look,
  position,
  positions,
  saidBy,
  unusable,
  WHOLE,
  WHOLE_SHORT,
  working,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('one-per-instrument');
const entry = working('XRP/USDT', 'sell', { notional: '100', reserved: '0' });
const open = positions(position('XRP/USDT', 'short', 2, '200', '100'));

test('a working entry or an open position closes its instrument, and no other', () => {
  expect(look(xrpShort(), account())).toEqual(WHOLE_SHORT);
  expect(look(xrpShort(), account(entry))).toEqual(['ENTRY_UNDER_WAY']);
  expect(look(xrpShort(), account(open))).toEqual(['POSITION_OPEN']);
  expect(look(btcLong(), account(entry))).toEqual(WHOLE);
});

test('of both the position is what stands in the way: no newer decision takes it back', () => {
  expect(look(xrpShort(), account({ ...entry, ...open }))).toEqual(['POSITION_OPEN']);
});

test('however small it is', () => {
  const crumb = positions(position('XRP/USDT', 'short', 2, '0.00000001', '0'));
  expect(said(xrpShort(), account(crumb))).toBe('POSITION_OPEN');
  const nothing = working('XRP/USDT', 'sell', { notional: '0', reserved: '0' });
  expect(said(xrpShort(), account(nothing))).toBe('ENTRY_UNDER_WAY');
});

test('F-R1 two decisions for one instrument: the first one’s reservation is what the second one meets', () => {
  expect(look(xrpShort({ intentId: 'other', direction: 'short' }), account(entry))).toEqual(['ENTRY_UNDER_WAY']);
});

test('a position of the allocation is none of the trading book', () => {
  const other = { positions: { x: { ...open.positions['trading:XRP/USDT']!, book: 'allocation' as const } } };
  expect(look(xrpShort(), account(other))).toMatchObject({ by: [] });
});

test.each(unusable('an unknown instrument', 'no equity'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
