/**
 * The limits as data: a named, versioned set. Decimals are strings; `*Pct` are fractions of account equity (0.01 = 1 %).
 * Each default is the number of the desk's rules; each cap can be moved by code alone.
 */
import type { DecimalString } from '../../shared/decimal.js';

export interface RiskPolicy {
  readonly name: string;
  readonly version: number;
  readonly allocationShare: DecimalString;
  readonly takerFee: DecimalString;
  readonly makerFee: DecimalString;
  /** Of the borrowed notional, at opening and per `marginFeePeriodMs`. */
  readonly marginFee: DecimalString;
  readonly marginFeePeriodMs: number;
  readonly marginEnabled: boolean;
  readonly maxLeverage: number;
  readonly riskPerTradePct: DecimalString;
  /** Added to stop distance and fees in the sizing formula. */
  readonly sizingSlippagePct: DecimalString;
  readonly maxPositionPct: DecimalString;
  readonly maxExposurePct: DecimalString;
  readonly maxAssetExposurePct: DecimalString;
  readonly maxMarginUsedPct: DecimalString;
  readonly maxOpenPositions: number;
  readonly minStopPct: DecimalString;
  readonly maxStopPct: DecimalString;
  readonly minGrossReward: DecimalString;
  readonly minNetReward: DecimalString;
  /** Hours of margin fees counted in the net reward of a margin trade. */
  readonly rewardMarginHours: number;
  readonly maxOrderPct: DecimalString;
  readonly maxBookSharePct: DecimalString;
  readonly maxEntryDistancePct: DecimalString;
  /** How far an entry's limit may go through the touch: buy at most ask x (1 + this), sell mirrored. */
  readonly maxEntryThroughPct: DecimalString;
  readonly maxPriceAgeMs: number;
  readonly approvalLifeMs: number;
  readonly entryLifeMs: number;
  readonly maxSnapshotAgeMs: number;
  readonly dailyLossPct: DecimalString;
  readonly drawdownPct: DecimalString;
  readonly cooldownAfterEntryMs: number;
  readonly cooldownAfterLossMs: number;
  readonly timeExitMs: number;
  readonly breakEvenR: DecimalString;
  readonly trailFromR: DecimalString;
  readonly trailMinPct: DecimalString;
  readonly trailAtr: DecimalString;
  readonly trailStepPct: DecimalString;
  readonly protectionDueMs: number;
  readonly dustUsdt: DecimalString;
}

export const DEFAULT_POLICY: RiskPolicy = {
  name: 'default',
  version: 1,
  allocationShare: '0.5',
  takerFee: '0.004',
  makerFee: '0.0025',
  marginFee: '0.00025',
  marginFeePeriodMs: 4 * 3_600_000,
  marginEnabled: true,
  maxLeverage: 5,
  riskPerTradePct: '0.01',
  sizingSlippagePct: '0.002',
  maxPositionPct: '0.20',
  maxExposurePct: '0.60',
  maxAssetExposurePct: '0.40',
  maxMarginUsedPct: '0.50',
  maxOpenPositions: 3,
  minStopPct: '0.01',
  maxStopPct: '0.05',
  minGrossReward: '1.5',
  minNetReward: '1.2',
  rewardMarginHours: 48,
  maxOrderPct: '0.25',
  maxBookSharePct: '0.10',
  maxEntryDistancePct: '0.02',
  maxEntryThroughPct: '0.001',
  maxPriceAgeMs: 60_000,
  approvalLifeMs: 10_000,
  entryLifeMs: 15 * 60_000,
  maxSnapshotAgeMs: 120_000,
  dailyLossPct: '0.02',
  drawdownPct: '0.10',
  cooldownAfterEntryMs: 5 * 60_000,
  cooldownAfterLossMs: 10 * 60_000,
  timeExitMs: 48 * 3_600_000,
  breakEvenR: '1',
  trailFromR: '1.5',
  trailMinPct: '0.015',
  trailAtr: '2',
  trailStepPct: '0.001',
  protectionDueMs: 30_000,
  dustUsdt: '1',
};

/** Hard caps (†): a policy beyond one is refused at the start and by LimitsChanged. */
export const HARD_CAPS: Readonly<Partial<Record<keyof RiskPolicy, DecimalString>>> = {
  maxLeverage: '5',
  riskPerTradePct: '0.02',
  maxPositionPct: '0.20',
  maxExposurePct: '1.00',
  maxAssetExposurePct: '0.60',
  maxMarginUsedPct: '0.80',
  maxOpenPositions: '10',
  maxStopPct: '0.05',
  dailyLossPct: '0.05',
  drawdownPct: '0.20',
};

export interface ConfidenceTier {
  readonly minConfidence: DecimalString;
  readonly size: DecimalString;
  readonly maxLeverage: number;
  readonly maxPositionPct: DecimalString;
}

/** Highest first; below the last: denied. */
export const CONFIDENCE_TIERS: readonly ConfidenceTier[] = [
  { minConfidence: '0.85', size: '1.00', maxLeverage: 5, maxPositionPct: '0.20' },
  { minConfidence: '0.75', size: '0.75', maxLeverage: 4, maxPositionPct: '0.15' },
  { minConfidence: '0.65', size: '0.50', maxLeverage: 3, maxPositionPct: '0.10' },
  { minConfidence: '0.60', size: '0.25', maxLeverage: 2, maxPositionPct: '0.05' },
];
