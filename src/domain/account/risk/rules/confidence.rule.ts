import { maxOf } from '../../../shared/decimal.js';
import { STREAK_ROWS } from '../losses.js';
import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';
import { LOWEST_TIER } from '../tiers.js';

/**
 * min(raw, adjusted) at least the highest of the regime's floor, the lowest tier's (0.60) and, after 3 or 5 losses in a
 * row, 0.70 or 0.80. The smaller one, because a boost upon a boost would turn any doubt into certainty.
 */
export const confidence: RiskRule = {
  name: 'confidence',
  codes: ['CONFIDENCE_TOO_LOW'],
  why: 'Hard markets and losing streaks ask for more conviction, not for more trades.',
  policyKeys: [],
  evaluate: ({ confidence: value, regime, streak }) => {
    const byStreak = STREAK_ROWS.find((row) => streak >= row.from)?.minConfidence ?? LOWEST_TIER.minConfidence;
    const floor = maxOf(LOWEST_TIER.minConfidence, byStreak, regime?.minConfidence ?? LOWEST_TIER.minConfidence);
    if (!value) return skipped('confidence', show(floor));
    return verdictOf('confidence', show(value), show(floor), value.gte(floor) ? undefined : 'CONFIDENCE_TOO_LOW');
  },
};
