import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { DEFAULT_POLICY, HARD_CAPS, type RiskPolicy } from '../../../../../src/domain/account/risk/policy.js';
import { checkPolicy } from '../../../../../src/domain/account/risk/policy-check.js';
import { RISK_RULES } from '../../../../../src/domain/account/risk/rules/index.js';
import {
  account,
  assess,
  btcLong,
  NOON,
  position,
  positions,
  QUOTES,
  working,
  xrpBtcLong,
  xrpShort,
} from '../../../../support/risk.js';

const depth = { quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, depth: { bid: '0.34', ask: '0.34' } } } };
const old = { quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, at: NOON - 5_000 } } };
const jumped = { closedAt: NOON - 240_000, trueRange: '300', previousAtr: '50', movePct: '0.005' };
const jump = { quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, candle5m: jumped } } };
const lost = account({
  realised: { gross: '-150', fees: '0' },
  day: { openedAt: NOON, equity: '10000', tradingPnl: '0' },
});
const wide = xrpShort({
  confidence: '1',
  rawConfidence: '1',
  regime: 'trending_bull',
  stopPct: '0.05',
  targetPct: '0.2',
});

/** Per key: another value, and a look whose verdict it must change. */
const READ: Partial<Record<keyof RiskPolicy, readonly [unknown, AssessIntent, AccountState?]>> = {
  version: [2, assess(btcLong())],
  allocationShare: ['0.2', assess(btcLong())],
  takerFee: ['0.003', assess(btcLong())],
  marginFee: ['0.0002', assess(xrpShort())],
  marginFeePeriodMs: [8 * 3_600_000, assess(xrpShort())],
  marginEnabled: [false, assess(xrpShort())],
  maxLeverage: [1, assess(xrpShort())],
  riskPerTradePct: ['0.004', assess(btcLong())],
  sizingSlippagePct: ['0.01', assess(wide)],
  maxPositionPct: ['0.1', assess(btcLong())],
  maxExposurePct: ['0.1', assess(btcLong())],
  maxAssetExposurePct: ['0.1', assess(btcLong())],
  maxMarginUsedPct: ['0.02', assess(xrpShort())],
  maxOpenPositions: [1, assess(btcLong()), account(working('XRP/USDT', 'sell', { notional: '1', reserved: '0' }))],
  minStopPct: ['0.017', assess(btcLong())],
  maxStopPct: ['0.015', assess(btcLong())],
  minGrossReward: ['3', assess(btcLong())],
  minNetReward: ['1.31', assess(btcLong())],
  rewardMarginHours: [4, assess(xrpShort())],
  maxOrderPct: ['0.1', assess(btcLong())],
  maxBookSharePct: ['0.05', assess(btcLong(), depth)],
  maxEntryDistancePct: ['0.0001', assess(btcLong())],
  maxEntryThroughPct: ['0.0001', assess(btcLong())],
  maxPriceAgeMs: [4_999, assess(btcLong(), old)],
  approvalLifeMs: [5_000, assess(btcLong())],
  entryLifeMs: [60_000, assess(btcLong())],
  maxSnapshotAgeMs: [999, assess(btcLong())],
  dailyLossPct: ['0.015', assess(btcLong()), lost],
  weeklyLossPct: ['0.015', assess(btcLong()), lost],
  drawdownPct: ['0.015', assess(btcLong()), lost],
  halfSizeFactor: ['0.4', assess(btcLong()), account({ breakers: { lossesInARow: { trippedAt: NOON } } })],
  spikeAtrRatio: ['6', assess(btcLong(), jump)],
  spikeMs: [240_000, assess(btcLong(), { ...jump, at: NOON + 5_000 })],
};

/** Read by other code, each with its own test there. */
const READ_ELSEWHERE: readonly (keyof RiskPolicy)[] = [
  'name',
  'makerFee',
  'cooldownAfterEntryMs',
  'cooldownAfterLossMs',
  'cooldownAfterThreeLossesMs',
  'cooldownAfterLossStreakMs',
  'cooldownAfterErrorsMs',
  'cooldownAfterSpikeStopMs',
  'cooldownAfterFastMoveMs',
  'weeklyLossCut',
  'lossesInARow',
  'executionErrorsInARow',
  'fastMovePct',
  'timeExitMs',
  'breakEvenR',
  'trailFromR',
  'trailMinPct',
  'trailAtr',
  'trailStepPct',
  'protectionDueMs',
  'dustUsdt',
  'lotOrder',
  'setAsideShare',
  'setAsideMinUsdt',
  'setAsideMaxUsdt',
  'setAsideMaxDayUsdt',
  'hodlBtcShare',
  'hodlXrpShare',
  'hodlBtcMinUsdt',
  'hodlXrpMinUsdt',
];

test.each(Object.entries(READ))('F-R18 policy key %s changes a verdict', (key, [value, command, state = account()]) => {
  const changed = assessIntent(command, { ...state, policy: { ...DEFAULT_POLICY, [key]: value } });
  const { rules: _text, ...data } = changed.data;
  const before = assessIntent(command, state);
  const { rules: _before, ...dataBefore } = before.data;
  // Not only the text of a line: the outcome itself.
  expect({ type: changed.type, data }).not.toEqual({ type: before.type, data: dataBefore });
});

test('F-R18 no policy key is forgotten', () => {
  expect([...Object.keys(READ), ...READ_ELSEWHERE].sort()).toEqual(Object.keys(DEFAULT_POLICY).sort());
  const named = new Set(RISK_RULES.flatMap((rule) => rule.policyKeys));
  for (const key of named) expect(Object.keys(READ)).toContain(key);
});

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
