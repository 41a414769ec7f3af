/**
 * The limits as data: a named, versioned set. Decimals are strings; `*Pct` are fractions of account equity (0.01 = 1 %).
 * Each default is the number of the desk's rules; each cap can be moved by code alone.
 */
import type { DecimalString } from '../../shared/decimal.js';
import type { LotOrder } from '../lots/lot-order.js';

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
  readonly weeklyLossPct: DecimalString;
  /** Part of each position that the weekly-loss breaker closes, once. */
  readonly weeklyLossCut: DecimalString;
  readonly drawdownPct: DecimalString;
  /** Losses and failed orders in a row that trip their breakers. */
  readonly lossesInARow: number;
  readonly executionErrorsInARow: number;
  /** Size of what is opened after losses in a row and during a spike; 0: nothing is. */
  readonly halfSizeFactor: DecimalString;
  /** A closed 5m true range above so many times the ATR14 before it is a spike. */
  readonly spikeAtrRatio: DecimalString;
  readonly spikeMs: number;
  /** A farther way in 5 minutes is a fast move. */
  readonly fastMovePct: DecimalString;
  readonly cooldownAfterEntryMs: number;
  readonly cooldownAfterLossMs: number;
  readonly cooldownAfterThreeLossesMs: number;
  /** After as many as `lossesInARow`. */
  readonly cooldownAfterLossStreakMs: number;
  readonly cooldownAfterErrorsMs: number;
  readonly cooldownAfterSpikeStopMs: number;
  readonly cooldownAfterFastMoveMs: number;
  readonly timeExitMs: number;
  readonly breakEvenR: DecimalString;
  readonly trailFromR: DecimalString;
  readonly trailMinPct: DecimalString;
  readonly trailAtr: DecimalString;
  readonly trailStepPct: DecimalString;
  readonly protectionDueMs: number;
  readonly dustUsdt: DecimalString;
  /** Which lot a sale takes from first: the oldest, the newest, the dearest. */
  readonly lotOrder: LotOrder;
  /** Part of new trading profit that goes to the hodl book. */
  readonly setAsideShare: DecimalString;
  /** Least new profit that is worth it, USDT. */
  readonly setAsideMinUsdt: DecimalString;
  readonly setAsideMaxUsdt: DecimalString;
  /** In one UTC day. */
  readonly setAsideMaxDayUsdt: DecimalString;
  /** Parts of what is set aside; the rest stays USDT. */
  readonly hodlBtcShare: DecimalString;
  readonly hodlXrpShare: DecimalString;
  /** Waiting money, USDT, from which it is worth an order. */
  readonly hodlBtcMinUsdt: DecimalString;
  readonly hodlXrpMinUsdt: DecimalString;
}

/** As it stands in a fact: limits that came after it was written are absent, and have their default. */
export type RecordedPolicy = Pick<RiskPolicy, 'name' | 'version'> & Partial<RiskPolicy>;

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
  weeklyLossPct: '0.05',
  weeklyLossCut: '0.5',
  drawdownPct: '0.10',
  lossesInARow: 5,
  executionErrorsInARow: 3,
  halfSizeFactor: '0.5',
  spikeAtrRatio: '5',
  spikeMs: 15 * 60_000,
  fastMovePct: '0.03',
  cooldownAfterEntryMs: 5 * 60_000,
  cooldownAfterLossMs: 10 * 60_000,
  cooldownAfterThreeLossesMs: 30 * 60_000,
  cooldownAfterLossStreakMs: 60 * 60_000,
  cooldownAfterErrorsMs: 15 * 60_000,
  cooldownAfterSpikeStopMs: 15 * 60_000,
  cooldownAfterFastMoveMs: 10 * 60_000,
  timeExitMs: 48 * 3_600_000,
  breakEvenR: '1',
  trailFromR: '1.5',
  trailMinPct: '0.015',
  trailAtr: '2',
  trailStepPct: '0.001',
  protectionDueMs: 30_000,
  dustUsdt: '1',
  lotOrder: 'fifo',
  setAsideShare: '0.10',
  setAsideMinUsdt: '1',
  setAsideMaxUsdt: '1000',
  setAsideMaxDayUsdt: '5000',
  hodlBtcShare: '0.3333',
  hodlXrpShare: '0.3333',
  hodlBtcMinUsdt: '15',
  hodlXrpMinUsdt: '25',
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
  weeklyLossPct: '0.10',
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
