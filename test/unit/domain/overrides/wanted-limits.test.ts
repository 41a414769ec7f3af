import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { limitsAsTyped, limitsWith, whyNotLimits } from '../../../../src/domain/overrides/wanted-limits.js';

const whyNot = (wanted: object) => whyNotLimits(DEFAULT_POLICY, wanted);

test('limits that are not named stay as they are', () => {
  expect(limitsWith(DEFAULT_POLICY, { maxOpenPositions: 1 })).toEqual({ ...DEFAULT_POLICY, maxOpenPositions: 1 });
  expect(whyNot({ maxOpenPositions: 1 })).toBeUndefined();
});

test.each([
  [{}, 'limits', /at least one/],
  [{ version: 7 }, 'limits.version', /kept by the account/],
  [{ allocationShare: '0.9' }, 'limits.allocationShare', /kept by the account/],
  [{ colour: 'red' }, 'limits.colour', /not a key of the policy/],
  [{ maxOpenPositions: '2' }, 'limits.maxOpenPositions', /whole number/],
  [{ maxOpenPositions: null }, 'limits.maxOpenPositions', /whole number/],
  [{ maxLeverage: 6 }, 'limits.maxLeverage', /hard cap 5/],
])('F-R19 %j is refused by name', (wanted, field, words) => {
  expect(whyNot(wanted)).toEqual({ field, detail: expect.stringMatching(words) });
});

test('what was typed as text has the form of the policy, and what is no number stays to be refused', () => {
  const typed = { maxOpenPositions: '2', riskPerTradePct: '0.01', marginEnabled: 'false', colour: '7' };
  expect(limitsAsTyped(typed)).toEqual({ ...typed, maxOpenPositions: 2, marginEnabled: false });
  const wrong = { maxOpenPositions: 'two', marginEnabled: 'no', maxLeverage: 3 };
  expect(limitsAsTyped(wrong)).toEqual(wrong);
});
