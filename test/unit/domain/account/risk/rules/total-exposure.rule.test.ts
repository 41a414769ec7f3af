import { assessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import {
  account,
  assess,
  btcLong,
  HUGE,
  look,
  policy,
  position,
  positions,
  reservation,
  saidBy,
  unusable,
  WHOLE,
  working,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('total-exposure');
const inUse = (usdt: string) => account(working('XRP/USDT', 'sell', { notional: usdt, reserved: '0' }));

test.each([
  ['nothing', '0', WHOLE],
  ['as much as leaves the whole', '4000', WHOLE],
  ['a cent more', '4000.01', { usdt: '1999.99', leverage: 1, by: ['total-exposure'] }],
  ['all but a part', '4500', { usdt: '1500.00', leverage: 1, by: ['total-exposure'] }],
  ['60 %', '6000', ['EXPOSURE_TOTAL']],
  ['more than may be', '6001', ['EXPOSURE_TOTAL']],
  ['a huge sum', HUGE, ['EXPOSURE_TOTAL']],
])('F-R8 in use: %s; nothing left is a denial and never "no change"', (_what, usdt, outcome) => {
  expect(look(btcLong(), inUse(usdt))).toEqual(outcome);
});

test('F-R1 two approvals in a row: the first one has reserved what the second one may not have', () => {
  const tight = policy({ maxExposurePct: '0.25' });
  const first = assessIntent(assess(btcLong()), account({ policy: tight }));
  if (first.type !== 'IntentApproved') throw new Error(first.type);
  const after = account({ policy: tight, reservations: { first: reservation(first.data.order) } });
  expect(look(xrpShort({ confidence: '1', rawConfidence: '1', regime: 'trending_bull' }), after)).toEqual({
    usdt: '500.00',
    leverage: 2,
    by: ['total-exposure'],
  });
});

test('F-R3 exposure is notional, whatever the leverage, and is that of the resized trade', () => {
  // 1 000 XRP at 5x: 500 USDT of exposure, not 100 and not 2 500.
  const state = account({
    ...positions(position('XRP/USDT', 'short', 5, '1000', '500')),
    policy: policy({ maxExposurePct: '0.06', maxOrderPct: '0.02' }),
  });
  // The formula wants 2 000; the order limit cuts it to 200, exposure leaves 100.
  expect(look(btcLong(), state)).toEqual({ usdt: '100.00', leverage: 1, by: ['order-size', 'total-exposure'] });
});

test('F-R15 one open position counts as its notional and blocks nothing', () => {
  const balances = { trading: { USDT: '4000', XRP: '2000' }, allocation: { USDT: '5000' }, hodl: {} };
  const state = account({ ...positions(position('XRP/USDT', 'long', 1, '2000', '1000')), balances });
  expect(look(btcLong(), state)).toEqual(WHOLE);
});

test.each(unusable('a stop that is no number', 'a confidence that is no number', 'an unknown regime', 'no equity'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
