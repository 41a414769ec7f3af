import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { Chance } from './chance.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Values within the hard caps at which each limit is the one that binds, or trips soon. */
const CHOICES: { readonly [Key in keyof RiskPolicy]?: readonly RiskPolicy[Key][] } = {
  allocationShare: ['0', '0.25', '0.9'],
  takerFee: ['0', '0.0026', '0.008'],
  makerFee: ['0', '0.0016', '0.005'],
  marginFee: ['0', '0.0002', '0.001'],
  marginFeePeriodMs: [HOUR, 2 * HOUR],
  marginEnabled: [false],
  maxLeverage: [1, 2, 3],
  riskPerTradePct: ['0.002', '0.02'],
  maxPositionPct: ['0.03', '0.1'],
  maxExposurePct: ['0.05', '0.25', '1.00'],
  maxAssetExposurePct: ['0.02', '0.15', '0.60'],
  maxMarginUsedPct: ['0.02', '0.1', '0.80'],
  maxOpenPositions: [1, 2, 10],
  minStopPct: ['0.0002', '0.005', '0.02'],
  maxStopPct: ['0.02', '0.03'],
  minGrossReward: ['0.5', '2.5'],
  minNetReward: ['0.3', '2'],
  maxOrderPct: ['0.01', '0.1'],
  maxPriceAgeMs: [30_000, 5 * MINUTE],
  approvalLifeMs: [1_000],
  entryLifeMs: [MINUTE, 60 * MINUTE],
  dailyLossPct: ['0.002', '0.005', '0.05'],
  drawdownPct: ['0.005', '0.02', '0.20'],
  cooldownAfterEntryMs: [0, 60 * MINUTE],
  cooldownAfterLossMs: [0, 60 * MINUTE],
  timeExitMs: [30 * MINUTE, 4 * HOUR],
  breakEvenR: ['0.2', '0.5'],
  trailFromR: ['0.3', '0.8'],
  trailMinPct: ['0.003'],
  trailStepPct: ['0.0002', '0.01'],
  protectionDueMs: [5_000],
  weeklyLossPct: ['0.002', '0.01', '0.10'],
  weeklyLossCut: ['0.25', '1'],
  lossesInARow: [1, 2],
  executionErrorsInARow: [1, 2],
  halfSizeFactor: ['0.1', '0.0001'],
  spikeAtrRatio: ['1.5', '2.5'],
  fastMovePct: ['0.004'],
  cooldownAfterThreeLossesMs: [0, 90 * MINUTE],
  cooldownAfterErrorsMs: [0],
  lotOrder: ['lifo', 'hifo'],
  setAsideShare: ['1'],
  setAsideMinUsdt: ['0.01'],
  hodlBtcMinUsdt: ['5'],
  hodlXrpMinUsdt: ['6'],
};

/** The shipped limits with some of them changed. */
export const drawPolicy = (chance: Chance): Partial<RiskPolicy> => {
  const share = chance.pick([0, 0.05, 0.15, 0.3]);
  const changed = Object.entries(CHOICES).flatMap(([key, values]) =>
    chance.happens(share) ? [[key, chance.pick(values as readonly unknown[])] as const] : [],
  );
  const policy = Object.fromEntries(changed) as Partial<RiskPolicy>;
  // No stop could pass otherwise, and such settings are refused at the start.
  return policy.minStopPct === '0.02' && policy.maxStopPct !== undefined ? { ...policy, maxStopPct: '0.05' } : policy;
};

/** What an administrator may change while the desk runs; fees are the venue's, and the share is that of the deposits. */
export const drawLimits = (chance: Chance): Partial<RiskPolicy> => {
  const {
    takerFee: _taker,
    makerFee: _maker,
    marginFee: _fee,
    marginFeePeriodMs: _period,
    allocationShare: _share,
    ...rest
  } = drawPolicy(chance);
  return rest;
};
