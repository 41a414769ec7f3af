import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { agreedLevels, stopDistance, usableAtr } from '../../../../src/domain/decisions/levels.js';
import type { Regime } from '../../../../src/domain/market/regime.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import { openLong, openShort } from '../../../support/decisions.js';

const distance = (regime: Regime, voted?: string, atr = '1000', policy = DEFAULT_POLICY): string =>
  text(
    stopDistance(
      { entry: dec(60_000), atr1h: dec(atr), regime, ...(voted === undefined ? {} : { voted: dec(voted) }) },
      policy,
    ),
  );

test.each([
  ['volatile', '2000'],
  ['choppy', '2000'],
  ['trending_bull', '2000'],
  ['trending_bear', '2000'],
  ['quiet', '1500'],
  ['ranging', '2500'],
  ['unknown', '2000'],
] as const)('in %s an ATR of 1000 gives a stop of %s', (regime, expected) => {
  expect(distance(regime)).toBe(expected);
});

test.each([
  ['999.9', '2000'],
  ['1000', '1000'],
  ['1500', '1500'],
  ['2000', '2000'],
  ['2000.1', '2000'],
])('a voted stop %s away from the entry: %s', (voted, expected) => {
  expect(distance('trending_bull', voted)).toBe(expected);
});

test.each([
  ['299', '600'],
  ['300', '600'],
  ['301', '602'],
])('2 x ATR %s against the least distance of 1.0 %% of 60 000: %s', (atr, expected) => {
  expect(distance('trending_bull', undefined, atr)).toBe(expected);
});

test('the least distance is the policy’s; the greatest is never pulled in', () => {
  expect(distance('trending_bull', undefined, '100', { ...DEFAULT_POLICY, minStopPct: '0.02' })).toBe('1200');
  expect(distance('trending_bull', undefined, '10000')).toBe('20000');
});

test('entry and target are the medians of the agreeing, distances are measured from the entry, unrounded', () => {
  const votes = [
    openLong('0.7', { entry: '60000', target: '62400' }),
    openLong('0.7', { entry: '60100', target: '62000' }),
    openLong('0.7', { entry: '60030', target: '63000' }),
  ];
  const levels = agreedLevels(votes, dec('480.24'), 'trending_bull', DEFAULT_POLICY);
  expect(levels.entry).toBe('60030');
  expect(levels.stopPct).toBe('0.016');
  expect(dec(levels.targetPct).mul(60_030).toFixed(20)).toBe('2370.00000000000000000000');
});

test('a short is the mirror', () => {
  expect(agreedLevels([openShort('0.7')], dec(480), 'volatile', DEFAULT_POLICY)).toEqual({
    entry: '60000',
    stopPct: '0.016',
    targetPct: '0.04',
  });
});

test.each([undefined, '', 'NaN', 'Infinity', '0', '-1'])('F-R5 an ATR of %p is none', (atr) => {
  expect(usableAtr(atr)).toBeUndefined();
});
