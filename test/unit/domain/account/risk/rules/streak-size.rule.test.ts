import { account, btcLong, look, NOON, policy, saidBy, WHOLE } from '../../../../../support/risk.js';

const said = saidBy('streak-size');
const breakers = { lossesInARow: { trippedAt: NOON - 1 } };

test('half of the formula, also where a limit would leave more', () => {
  expect(look(btcLong(), account())).toEqual(WHOLE);
  expect(look(btcLong(), account({ breakers }))).toEqual({ usdt: '1000.00', leverage: 1, by: ['streak-size'] });
  const tight = policy({ maxPositionPct: '0.15' });
  expect(look(btcLong(), account({ breakers, policy: tight }))).toEqual({
    usdt: '1000.00',
    leverage: 1,
    by: ['streak-size', 'position-size'],
  });
});

test('with a spike it is half, not a quarter: both say the same of one trade', () => {
  const both = { ...breakers, spikes: { 'BTC/USDT': { trippedAt: NOON - 1, until: NOON + 1 } } };
  expect(look(btcLong(), account({ breakers: both }))).toEqual({
    usdt: '1000.00',
    leverage: 1,
    by: ['spike', 'streak-size'],
  });
});

test.each([
  ['0', 'LOSS_STREAK'],
  ['0.4999', 'shrink'],
  ['0.9999', 'shrink'],
  ['1', 'pass'],
])('a factor of %s: %s', (halfSizeFactor, outcome) => {
  expect(said(btcLong(), account({ breakers, policy: policy({ halfSizeFactor }) }))).toBe(outcome);
});

test('what counts is the breaker, not the number of losses by itself, nor how long ago it tripped', () => {
  expect(said(btcLong(), account({ streak: { losses: 9, since: NOON } }))).toBe('pass');
  expect(said(btcLong(), account({ breakers: { lossesInARow: { trippedAt: 0 } } }))).toBe('shrink');
});

test('where the formula has no size there is none to halve', () => {
  expect(said(btcLong({ stopPct: 'NaN' }), account({ breakers }))).toBe('skipped');
});
