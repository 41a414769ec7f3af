import { netReward, roundTripCost, targetForNetReward } from '../../../../../../src/domain/account/risk/reward.js';
import { dec } from '../../../../../../src/domain/shared/decimal.js';
import {
  account,
  btcLong,
  look,
  MISSING,
  NO_NUMBERS,
  type Odd,
  policy,
  saidBy,
  WHOLE,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('reward');

test('gross: 1.5 times the stop of 1.6 % passes, less does not', () => {
  const noFees = account({ policy: policy({ takerFee: '0', minNetReward: '0.1' }) });
  expect(said(btcLong({ targetPct: '0.024' }), noFees)).toBe('pass');
  expect(look(btcLong({ targetPct: '0.0239999' }), noFees)).toEqual(['REWARD_TOO_LOW']);
  expect(said(btcLong({ targetPct: '0.0240001' }), noFees)).toBe('pass');
});

test('net: 1.2 with both fees passes; the function of the rule gives the target of the rules', () => {
  // 1.2 x (1.6 % + 0.8 %) + 0.8 % = 3.68 %.
  const target = targetForNetReward(dec('1.2'), dec('0.016'), roundTripCost(policy(), false));
  expect(target.toString()).toBe('0.0368');
  expect(netReward(dec('0.016'), target, roundTripCost(policy(), false)).toString()).toBe('1.2');
  expect(look(btcLong({ targetPct: '0.0368' }))).toEqual(WHOLE);
  expect(look(btcLong({ targetPct: '0.0367999' }))).toEqual(['REWARD_TOO_LOW']);
});

test('F-P4 on margin it counts 48 h of margin fees: opening and twelve periods', () => {
  expect(roundTripCost(policy(), false).toString()).toBe('0.008');
  expect(roundTripCost(policy(), true).toString()).toBe('0.01125');
  // 1.2 x (2 % + 1.125 %) + 1.125 % = 4.875 %.
  expect(look(xrpShort({ targetPct: '0.04875' }))).toMatchObject({ leverage: 2 });
  expect(look(xrpShort({ targetPct: '0.0487499' }))).toEqual(['REWARD_TOO_LOW']);
});

test('both limits are the policy’s', () => {
  // The worked example has a net reward of 1.3 and a gross one of 2.45.
  expect(said(btcLong(), account({ policy: policy({ minNetReward: '1.3' }) }))).toBe('pass');
  expect(said(btcLong(), account({ policy: policy({ minNetReward: '1.3000001' }) }))).toBe('REWARD_TOO_LOW');
  expect(said(btcLong(), account({ policy: policy({ minGrossReward: '2.45' }) }))).toBe('pass');
  expect(said(btcLong(), account({ policy: policy({ minGrossReward: '2.4500001' }) }))).toBe('REWARD_TOO_LOW');
});

test.each<Odd>([
  ...MISSING,
  ...NO_NUMBERS,
  ['zero', '0'],
  ['less than zero', '-0.01'],
  ['more than the price', '1.01'],
])('F-R5 a target of %s is none', (_what, value) => {
  expect(said({ ...btcLong(), targetPct: value as string })).toBe('TARGET_MISSING');
});

test('is mandatory', () => {
  expect(look(btcLong({ targetPct: '' }))).toEqual(['TARGET_MISSING']);
});

test('without a stop there is nothing to compare with', () => {
  expect(said(btcLong({ stopPct: '' }))).toBe('skipped');
});
