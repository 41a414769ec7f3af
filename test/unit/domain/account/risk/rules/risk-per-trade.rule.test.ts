import { account, look, policy, saidBy, unusable, WHOLE, xrpShort, btcLong } from '../../../../../support/risk.js';

const said = saidBy('risk-per-trade');
const wide = xrpShort({
  confidence: '1',
  rawConfidence: '1',
  regime: 'trending_bull',
  stopPct: '0.05',
  targetPct: '0.2',
});

test('distance and all fees: (5 % + 1.125 %) x N is 100 at most, where the formula, blind to margin fees, wants 1 667', () => {
  expect(look(wide)).toEqual({ usdt: '1632.65', leverage: 2, by: ['risk-per-trade'] });
});

test('F-P3 leverage does not multiply it', () => {
  const poor = account({
    balances: { trading: { USDT: '500' }, allocation: { USDT: '9500' }, hodl: {} },
    policy: policy({ allocationShare: '0.95' }),
  });
  expect(look(wide, poor)).toEqual({ usdt: '1632.65', leverage: 4, by: ['risk-per-trade'] });
});

// Stop 4.875 % + 1.125 % = 6 %: with 0.325 % of sizing slippage the formula wants exactly what the limit leaves.
test.each([
  ['above what the formula wants', '0.00326', 'pass'],
  ['at what it wants', '0.00325', 'pass'],
  ['below', '0.00324', 'shrink'],
])('the limit lies %s', (_what, sizingSlippagePct, outcome) => {
  const intent = { ...wide, stopPct: '0.04875' };
  expect(said(intent, account({ policy: policy({ sizingSlippagePct }) }))).toBe(outcome);
});

test('of a cash trade the formula already says as much', () => {
  expect(look(btcLong())).toEqual(WHOLE);
  expect(said(btcLong({ stopPct: '0.03' }))).toBe('pass');
});

test.each(unusable('a stop that is no number', 'a confidence that is no number', 'an unknown regime', 'no equity'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
