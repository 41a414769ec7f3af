import { dec, type Dec } from '../../shared/decimal.js';
import { LOT_ORDERS } from '../lots/lot-order.js';
import type { RiskPolicy } from './policy.js';

/** The policy's decimals; `name` and `lotOrder` are the only texts that are no numbers. */
export type DecimalKey = Exclude<
  { [K in keyof RiskPolicy]: RiskPolicy[K] extends string ? K : never }[keyof RiskPolicy],
  'name' | 'lotOrder'
>;

/** What a value of the policy may be; bounds are inclusive, `positive` leaves zero out. */
export type KeyRange =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'decimal'; readonly max: string; readonly positive: boolean };

const YEAR_MS = 366 * 24 * 3_600_000;
const share: KeyRange = { kind: 'decimal', max: '1', positive: true };
const fee: KeyRange = { kind: 'decimal', max: '0.1', positive: false };
const multiple: KeyRange = { kind: 'decimal', max: '100', positive: true };
const amount: KeyRange = { kind: 'decimal', max: '1000000', positive: true };
const duration: KeyRange = { kind: 'integer', min: 1, max: YEAR_MS };
const wait: KeyRange = { kind: 'integer', min: 0, max: YEAR_MS };

/** Every key with its range. Hard caps come on top of it (`HARD_CAPS`). */
export const POLICY_KEYS: Readonly<Record<keyof RiskPolicy, KeyRange>> = {
  name: { kind: 'text' },
  version: { kind: 'integer', min: 1, max: Number.MAX_SAFE_INTEGER },
  // All of a deposit in the allocation would leave the desk nothing to trade with, and its formula a division by zero.
  allocationShare: { kind: 'decimal', max: '0.99', positive: false },
  takerFee: fee,
  makerFee: fee,
  marginFee: fee,
  marginFeePeriodMs: duration,
  marginEnabled: { kind: 'boolean' },
  maxLeverage: { kind: 'integer', min: 1, max: 5 },
  riskPerTradePct: share,
  sizingSlippagePct: fee,
  maxPositionPct: share,
  maxExposurePct: share,
  maxAssetExposurePct: share,
  maxMarginUsedPct: share,
  maxOpenPositions: { kind: 'integer', min: 1, max: 10 },
  minStopPct: share,
  maxStopPct: share,
  minGrossReward: multiple,
  minNetReward: multiple,
  rewardMarginHours: { kind: 'integer', min: 0, max: 24 * 366 },
  maxOrderPct: share,
  maxBookSharePct: share,
  maxEntryDistancePct: share,
  maxEntryThroughPct: { kind: 'decimal', max: '0.1', positive: false },
  maxPriceAgeMs: duration,
  approvalLifeMs: duration,
  entryLifeMs: duration,
  maxSnapshotAgeMs: duration,
  dailyLossPct: share,
  weeklyLossPct: share,
  weeklyLossCut: share,
  drawdownPct: share,
  lossesInARow: { kind: 'integer', min: 1, max: 100 },
  executionErrorsInARow: { kind: 'integer', min: 1, max: 100 },
  halfSizeFactor: { kind: 'decimal', max: '1', positive: false },
  spikeAtrRatio: multiple,
  spikeMs: wait,
  fastMovePct: share,
  cooldownAfterEntryMs: wait,
  cooldownAfterLossMs: wait,
  cooldownAfterThreeLossesMs: wait,
  cooldownAfterLossStreakMs: wait,
  cooldownAfterErrorsMs: wait,
  cooldownAfterSpikeStopMs: wait,
  cooldownAfterFastMoveMs: wait,
  timeExitMs: duration,
  breakEvenR: multiple,
  trailFromR: multiple,
  trailMinPct: share,
  trailAtr: multiple,
  trailStepPct: share,
  protectionDueMs: duration,
  dustUsdt: { kind: 'decimal', max: '1000', positive: false },
  lotOrder: { kind: 'choice', of: LOT_ORDERS },
  setAsideShare: { kind: 'decimal', max: '1', positive: false },
  setAsideMinUsdt: amount,
  setAsideMaxUsdt: amount,
  setAsideMaxDayUsdt: amount,
  // Half each at most: what is left of both stays USDT, and that is never less than nothing.
  hodlBtcShare: { kind: 'decimal', max: '0.5', positive: false },
  hodlXrpShare: { kind: 'decimal', max: '0.5', positive: false },
  hodlBtcMinUsdt: amount,
  hodlXrpMinUsdt: amount,
};

/** The policy with its decimals parsed. */
export type PolicyNumbers = Readonly<Record<DecimalKey, Dec>>;

const parsed = new WeakMap<RiskPolicy, PolicyNumbers>();

/**
 * Parsed once per policy object: parsing all of them for each verdict would cost more than the verdict. Throws on a
 * policy that `checkPolicy` would have refused, because then somebody forgot to ask it.
 */
export const policyNumbers = (policy: RiskPolicy): PolicyNumbers => {
  const known = parsed.get(policy);
  if (known) return known;
  const numbers: Partial<Record<DecimalKey, Dec>> = {};
  for (const [key, range] of Object.entries(POLICY_KEYS) as [DecimalKey, KeyRange][]) {
    if (range.kind === 'decimal') numbers[key] = dec(policy[key]);
  }
  const complete = numbers as PolicyNumbers;
  parsed.set(policy, complete);
  return complete;
};
