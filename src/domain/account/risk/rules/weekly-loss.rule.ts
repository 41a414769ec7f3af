import { weeklyLossActive } from '../../breakers/active.js';
import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';

/**
 * Trips at a loss of `weeklyLossPct` (5 %, hard cap 10 %) of the equity on Monday 00:00 UTC, or while its breaker stands:
 * until Monday and, before it or after, an operator's review. It measures again by itself, like the daily loss.
 */
export const weeklyLoss: RiskRule = {
  name: 'weekly-loss',
  codes: ['WEEKLY_LOSS'],
  why: 'Several bad days in a row are no accident of one day: a person looks before the desk goes on.',
  policyKeys: ['weeklyLossPct'],
  evaluate: ({ state, at, weekly, policy, limits }) => {
    const limit = `below ${policy.weeklyLossPct} of the week's opening equity`;
    const breaker = state.breakers.weeklyLoss;
    if (breaker && weeklyLossActive(state, at)) {
      const review = breaker.reviewedAt === undefined ? 'not reviewed' : 'reviewed';
      return verdictOf('weekly-loss', `tripped until ${breaker.until}, ${review}`, limit, 'WEEKLY_LOSS');
    }
    if (!weekly) return skipped('weekly-loss', limit);
    const tripped = weekly.fraction.gte(limits.weeklyLossPct);
    return verdictOf('weekly-loss', show(weekly.fraction), limit, tripped ? 'WEEKLY_LOSS' : undefined);
  },
};
