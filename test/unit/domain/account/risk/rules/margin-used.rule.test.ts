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
  WHOLE_SHORT,
  working,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('margin-used');
const margin = (usdt: string) => account(working('BTC/USDT', 'buy', { notional: '0', reserved: '0', margin: usdt }));

// 600 at 2x are 300 of margin, and 5 000 is the most.
test.each([
  ['nothing', '0', WHOLE_SHORT],
  ['as much as leaves the whole', '4700', WHOLE_SHORT],
  ['a little more', '4700.5', { usdt: '599.00', leverage: 2, by: ['margin-used'] }],
  ['all but 100', '4900', { usdt: '200.00', leverage: 2, by: ['margin-used'] }],
  ['all', '5000', ['MARGIN_USED']],
  ['more', '5001', ['MARGIN_USED']],
  ['a huge sum', HUGE, ['MARGIN_USED']],
])('of working orders: %s', (_what, usdt, outcome) => {
  expect(look(xrpShort(), margin(usdt))).toEqual(outcome);
});

test('F-R3 of positions: as margin and not as notional', () => {
  // 3 000 at 2x are 1 500 of 1 600: 100 of margin carry 200.
  const open = account({
    ...positions(position('BTC/USDT', 'long', 2, '0.05', '3000')),
    policy: policy({ maxMarginUsedPct: '0.16' }),
  });
  expect(look(xrpShort(), open)).toEqual({ usdt: '200.00', leverage: 2, by: ['margin-used'] });
});

test('a cash order uses none, also when all is in use', () => {
  const state = account(working('XRP/USDT', 'sell', { notional: '0', reserved: '0', margin: '5000' }));
  expect(look(btcLong(), state)).toEqual(WHOLE);
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
