import { account, btcLong, look, policy, saidBy, unusable, WHOLE, xrpShort } from '../../../../../support/risk.js';

const said = saidBy('position-size');
const limited = (maxPositionPct: string) => account({ policy: policy({ maxPositionPct }) });

test.each([
  ['above what the formula wants', '0.20', WHOLE],
  ['a hair below', '0.1999', { usdt: '1999.00', leverage: 1, by: ['position-size'] }],
  ['far below', '0.15', { usdt: '1500.00', leverage: 1, by: ['position-size'] }],
])('a limit %s', (_what, limit, outcome) => {
  expect(look(btcLong(), limited(limit))).toEqual(outcome);
});

test('the tier bounds it where that is less: 15 % at 0.75, whatever the policy allows', () => {
  // The formula wants as much: 1 % x 0.75 / 3 % would be 25 %.
  expect(look(xrpShort({ regime: 'trending_bull' }), limited('0.20'))).toMatchObject({ usdt: '1500.00', by: [] });
  expect(look(xrpShort({ regime: 'trending_bull' }), limited('0.1499'))).toMatchObject({
    usdt: '1499.00',
    by: ['position-size'],
  });
});

test('it is of the whole equity, without the factor of the regime', () => {
  // Volatile: 0.4 x 15 % x 10 000 = 600 are wanted, and 15 % may be.
  expect(said(xrpShort(), limited('0.06'))).toBe('pass');
  expect(said(xrpShort(), limited('0.0599'))).toBe('shrink');
});

test.each(unusable('a stop that is no number', 'a confidence that is no number', 'an unknown regime', 'no equity'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
