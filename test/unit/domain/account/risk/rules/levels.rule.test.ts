import { btcLong, look, saidBy, unusable, WHOLE, xrpShort } from '../../../../../support/risk.js';

const said = saidBy('levels');

// The limit 60 036.003 is rounded up to 60 036.1, the target down: to the limit itself, and to a tick above it.
test.each([
  ['below the limit', '0.000001', 'WRONG_SIDE_LEVELS'],
  ['at the limit', '0.0000017', 'WRONG_SIDE_LEVELS'],
  ['a tick above it', '0.0000033', 'pass'],
])('the target of a long: %s', (_what, targetPct, outcome) => {
  expect(said(btcLong({ targetPct }))).toBe(outcome);
});

test('the target of a short: at zero it is on no side, one tick above it is on the right one', () => {
  expect(look(xrpShort({ targetPct: '1' }))).toEqual(['WRONG_SIDE_LEVELS']);
  expect(look(xrpShort({ targetPct: '0.99999' }))).toMatchObject({ by: [] });
});

test('the target of a short rounded up to its limit of 0.5 is on no side either', () => {
  expect(said(xrpShort({ targetPct: '0.000001' }))).toBe('WRONG_SIDE_LEVELS');
  expect(said(xrpShort({ targetPct: '0.00002' }))).toBe('pass');
});

test('a stop at zero protects nothing', () => {
  expect(said(btcLong({ stopPct: '1' }))).toBe('WRONG_SIDE_LEVELS');
  expect(said(btcLong({ stopPct: '0.99' }))).toBe('pass');
});

test('F-R5 a negative distance is one to the wrong side, also while nothing else can be computed', () => {
  expect(look(btcLong({ stopPct: '-0.02' }))).toEqual(['WRONG_SIDE_LEVELS', 'STOP_MISSING']);
  expect(said(btcLong({ targetPct: '-0.0392' }))).toBe('WRONG_SIDE_LEVELS');
  expect(look(btcLong())).toEqual(WHOLE);
});

test('a distance of zero is on no side: the rules that demand one refuse it', () => {
  expect(look(btcLong({ stopPct: '0' }))).toEqual(['STOP_MISSING']);
  expect(look(btcLong({ targetPct: '0' }))).toEqual(['TARGET_MISSING']);
});

test.each(unusable('an unknown instrument', 'no price', 'an entry that is no number', 'a stop that is no number'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
