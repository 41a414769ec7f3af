import { REGIME_RULES } from '../../market/regimes.js';
import { dec, type Dec } from '../../shared/decimal.js';
import { CONFIDENCE_TIERS } from './policy.js';
import type { OpeningIntent } from './verdict.js';

/** A confidence tier as numbers. */
export interface Tier {
  readonly minConfidence: Dec;
  readonly size: Dec;
  readonly maxLeverage: number;
  readonly maxPositionPct: Dec;
}

export const TIERS: readonly Tier[] = CONFIDENCE_TIERS.map((tier) => ({
  minConfidence: dec(tier.minConfidence),
  size: dec(tier.size),
  maxLeverage: tier.maxLeverage,
  maxPositionPct: dec(tier.maxPositionPct),
}));

/** Least confidence of the lowest tier. */
export const LOWEST_TIER = TIERS[TIERS.length - 1] as Tier;

/** The tier that sizes a trade, and the one that bounds its leverage. */
export interface TradeTiers {
  readonly size: Tier;
  readonly leverage: Tier;
}

const indexOf = (confidence: Dec): number => TIERS.findIndex((tier) => confidence.gte(tier.minConfidence));

/**
 * A boost lifts the size by one tier at most and the leverage never; a cut counts in full. An operator's opening has no
 * panel behind it and gets the lowest tier. Undefined below the lowest.
 */
export const tiersOf = (raw: Dec, adjusted: Dec, proposedBy: OpeningIntent['proposedBy']): TradeTiers | undefined => {
  const rawIndex = indexOf(raw);
  const adjustedIndex = indexOf(adjusted);
  if (rawIndex < 0 || adjustedIndex < 0) return undefined;
  if (proposedBy === 'operator') return { size: LOWEST_TIER, leverage: LOWEST_TIER };
  const size = TIERS[Math.max(adjustedIndex, rawIndex - 1)] ?? LOWEST_TIER;
  const leverage = TIERS[Math.max(adjustedIndex, rawIndex)] ?? LOWEST_TIER;
  return { size, leverage };
};

/** What a regime allows, as numbers. */
export interface RegimeNumbers {
  readonly sizeFactor: Dec;
  readonly maxLeverage: number;
  readonly minConfidence: Dec;
}

const REGIME_NUMBERS: ReadonlyMap<string, RegimeNumbers> = new Map(
  Object.entries(REGIME_RULES).flatMap(([regime, rule]) =>
    rule.minConfidence === null
      ? []
      : [[regime, { ...rule, sizeFactor: dec(rule.sizeFactor), minConfidence: dec(rule.minConfidence) }] as const],
  ),
);

/** Undefined where nothing may be opened: `unknown`, and any word that is no regime. */
export const regimeNumbers = (regime: string): RegimeNumbers | undefined => REGIME_NUMBERS.get(regime);
