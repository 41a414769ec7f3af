import {
  account,
  btcLong,
  HUGE,
  look,
  policy,
  position,
  positions,
  saidBy,
  unusable,
  WHOLE,
  working,
} from '../../../../../support/risk.js';

const said = saidBy('funds');
const cash = { policy: policy({ marginEnabled: false }) };
const reserved = (usdt: string) =>
  account({ ...cash, ...working('XRP/USDT', 'sell', { notional: '0', reserved: usdt }) });

// 2 000 cost 2 008 with the taker fee, and 5 000 are there.
test.each([
  ['nothing', '0', WHOLE],
  ['as much as leaves the whole', '2992', WHOLE],
  ['a little more', '2993.004', { usdt: '1999.00', leverage: 1, by: ['funds'] }],
  ['all but a part', '3996', { usdt: '1000.00', leverage: 1, by: ['funds'] }],
  ['all', '5000', ['INSUFFICIENT_FUNDS']],
  ['more than there is', '5001', ['INSUFFICIENT_FUNDS']],
  ['a huge sum', HUGE, ['INSUFFICIENT_FUNDS']],
])('reserved: %s', (_what, usdt, outcome) => {
  expect(look(btcLong(), reserved(usdt))).toEqual(outcome);
});

describe('locked margin is spent, a margin loss too, a gain is not money yet', () => {
  const small = {
    balances: { trading: { USDT: '3000' }, allocation: { USDT: '7000' }, hodl: {} },
    policy: policy({ marginEnabled: false, allocationShare: '0.7', maxExposurePct: '0.7' }),
  };
  const short = (cost: string) => positions(position('XRP/USDT', 'short', 2, '10000', cost));

  // Worth 5 000: 2 500 of margin are locked, 500 are free: 500 / 1.004. Shorted for 4 900 it is 2 450 and 100 lost;
  // for 5 100 it is 2 550, and the gain of 100 is none yet.
  test.each([
    ['flat', '5000', '498.01'],
    ['100 lost', '4900', '448.21'],
    ['100 gained', '5100', '448.21'],
  ])('%s', (_what, cost, usdt) => {
    expect(look(btcLong({ regime: 'quiet' }), account({ ...small, ...short(cost) }))).toEqual({
      usdt,
      leverage: 1,
      by: ['funds'],
    });
  });

  test('with enough beside it the trade is whole', () => {
    expect(look(btcLong({ regime: 'quiet' }), account({ ...cash, ...short('5000') }))).toEqual({
      ...WHOLE,
      usdt: '1000.00',
    });
  });
});

test('the allocation and the kept coins are not there to trade with', () => {
  const balances = { trading: { USDT: '502' }, allocation: { USDT: '9498' }, hodl: { USDT: '99999' } };
  const poor = account({ balances, policy: policy({ marginEnabled: false, allocationShare: '0.95' }) });
  expect(look(btcLong(), poor)).toEqual({ usdt: '500.00', leverage: 1, by: ['funds'] });
});

test.each(
  unusable(
    'an unknown instrument',
    'a stop that is no number',
    'a confidence that is no number',
    'an unknown regime',
    'no equity',
  ),
)('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
