import type { AssessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import { account, assess, btcLong, look, saidBy, unusable, working } from '../../../../../support/risk.js';

const said = saidBy('minimum-size');
const venue = (changes: object) =>
  ({ instrument: { ...assess(btcLong()).instrument, ...changes } }) as Partial<AssessIntent>;

test('F-O15 the quantity is rounded down to the lot: 2 000 / 60 036.003 = 0.0333 is 0.03', () => {
  expect(look(btcLong(), account(), venue({ lot: '0.01' }))).toMatchObject({ usdt: '1801.08', by: [] });
});

test.each([
  ['at the minimum', { lot: '0.01', minQuantity: '0.03' }, 'pass'],
  ['below, by the rounding alone', { lot: '0.01', minQuantity: '0.0300001' }, 'SIZE_TOO_SMALL'],
  ['without a minimum', { minQuantity: '0', minCost: '0' }, 'pass'],
  ['less than a lot', { lot: '1', minQuantity: '0', minCost: '0' }, 'SIZE_TOO_SMALL'],
  ['of huge lots', { lot: '9'.repeat(50), minQuantity: '0', minCost: '0' }, 'SIZE_TOO_SMALL'],
])('the quantity: %s', (_what, metadata, outcome) => {
  expect(said(btcLong(), account(), venue(metadata))).toBe(outcome);
});

test.each([
  // 0.03 x 60 036.003.
  ['at', '1801.08009', 'pass'],
  ['below', '1801.080091', 'SIZE_TOO_SMALL'],
])('the cost: %s the minimum', (_what, minCost, outcome) => {
  expect(said(btcLong(), account(), venue({ lot: '0.01', minCost }))).toBe(outcome);
});

test('F-R8 a limit that leaves less than the minimum denies: the resized trade is looked at', () => {
  const left = (usdt: string) => account(working('XRP/USDT', 'sell', { notional: usdt, reserved: '0' }));
  // 0.00005 BTC cost 3.0018 USDT.
  expect(look(btcLong(), left('5996.9'))).toMatchObject({ by: ['total-exposure'] });
  expect(look(btcLong(), left('5998'))).toEqual(['SIZE_TOO_SMALL']);
});

test('an empty trading book sizes nothing', () => {
  const empty = account({ balances: { trading: {}, allocation: { USDT: '5000' }, hodl: {} } });
  expect(look(btcLong(), empty)).toContain('SIZE_TOO_SMALL');
});

test.each(
  unusable(
    'an unknown instrument',
    'no price',
    'an entry that is no number',
    'a stop that is no number',
    'a confidence that is no number',
    'an unknown regime',
    'no equity',
  ),
)('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
