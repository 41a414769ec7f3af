import { assessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { DEFAULT_POLICY, HARD_CAPS, type RiskPolicy } from '../../../../../src/domain/account/risk/policy.js';
import { checkPolicy } from '../../../../../src/domain/account/risk/policy-check.js';
import { account, assess, position, positions, xrpBtcLong } from '../../../../support/risk.js';

// That each key is read: test/integration/every-setting.test.ts.

describe('checkPolicy', () => {
  const problemsOf = (changes: object) => checkPolicy({ ...DEFAULT_POLICY, ...changes });

  test('the defaults are fine, and so is every value at its hard cap', () => {
    expect(checkPolicy({ ...DEFAULT_POLICY })).toEqual([]);
    for (const [key, cap] of Object.entries(HARD_CAPS)) {
      const value = typeof DEFAULT_POLICY[key as keyof RiskPolicy] === 'number' ? Number(cap) : cap;
      expect(problemsOf({ [key]: value })).toEqual([]);
    }
  });

  test.each(Object.entries(HARD_CAPS))('%s above its hard cap %s is refused by name', (key, cap) => {
    const isInteger = typeof DEFAULT_POLICY[key as keyof RiskPolicy] === 'number';
    const above = isInteger ? Number(cap) + 1 : `${cap}001`;
    const [problem] = problemsOf({ [key]: above });
    expect(problem?.key).toBe(key);
    expect(problem?.problem).toContain('hard cap');
  });

  test.each(Object.keys(DEFAULT_POLICY))('%s: missing or of another type is named', (key) => {
    const { [key as keyof RiskPolicy]: _gone, ...rest } = DEFAULT_POLICY;
    expect(checkPolicy(rest)).toEqual([{ key, problem: `${key} is missing` }]);
    for (const nonsense of [null, NaN, 'NaN', Infinity, '', {}, '-1', -1]) {
      if (key === 'name' && typeof nonsense === 'string' && nonsense !== '') continue;
      expect(problemsOf({ [key]: nonsense }).map((problem) => problem.key)).toEqual([key]);
    }
  });

  test('an unknown key, a number where digits would be lost, and a stop that none could pass', () => {
    expect(problemsOf({ maxLeverrage: 3 })).toEqual([
      { key: 'maxLeverrage', problem: 'maxLeverrage is not a key of the policy' },
    ]);
    expect(problemsOf({ takerFee: 0.004 })[0]?.problem).toContain('decimal in quotes');
    expect(problemsOf({ minStopPct: '0.04', maxStopPct: '0.03' })[0]?.problem).toContain('above maxStopPct');
  });
});

test('margin of an open position is read at its cost: unrelated fields of a policy change nothing', () => {
  const open = account(positions(position('BTC/USDT', 'long', 2, '0.05', '3000')));
  const quiet = { ...open, policy: { ...DEFAULT_POLICY, timeExitMs: 1 } };
  expect(assessIntent(assess(xrpBtcLong()), quiet).data).toEqual(assessIntent(assess(xrpBtcLong()), open).data);
});
