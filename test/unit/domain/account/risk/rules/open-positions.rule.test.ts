import {
  account,
  btcLong,
  look,
  policy,
  position,
  positions,
  saidBy,
  unusable,
  WHOLE,
  working,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('open-positions');
const one = working('XRP/USDT', 'sell', { notional: '100', reserved: '0' });
const most = (maxOpenPositions: number) => ({ policy: policy({ maxOpenPositions }) });

test.each([
  ['nothing yet, one allowed', {}, 1, WHOLE],
  ['a working entry, two allowed', one, 2, WHOLE],
  ['a working entry, one allowed', one, 1, ['TOO_MANY_POSITIONS']],
  [
    'an open position, one allowed',
    positions(position('XRP/USDT', 'short', 2, '200', '100')),
    1,
    ['TOO_MANY_POSITIONS'],
  ],
])('%s', (_what, state, allowed, outcome) => {
  expect(look(btcLong(), account({ ...state, ...most(allowed) }))).toEqual(outcome);
});

test('three are the default: a second and a third find room', () => {
  const two = { ...one, ...positions(position('XRP/BTC', 'long', 2, '1000', '0.00833')) };
  expect(said(btcLong(), account(two))).toBe('pass');
  expect(said(btcLong(), account({ ...two, ...most(2) }))).toBe('TOO_MANY_POSITIONS');
});

test('what is in the instrument already counts once: another rule speaks of it', () => {
  expect(said(xrpShort(), account({ ...one, ...most(1) }))).toBe('pass');
});

test.each(unusable('an unknown instrument', 'no equity'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
