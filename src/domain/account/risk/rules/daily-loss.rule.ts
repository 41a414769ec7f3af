import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';

/**
 * Trips at a loss of `dailyLossPct` (2 %, hard cap 5 %) of the equity at 00:00 UTC, or while its breaker stands. It
 * measures again by itself: a breaker that nobody looked at yet must not let one more trade through.
 */
export const dailyLoss: RiskRule = {
  name: 'daily-loss',
  codes: ['DAILY_LOSS'],
  why: 'A bad day is ended while it is only a bad day.',
  policyKeys: ['dailyLossPct'],
  evaluate: ({ state, at, daily, policy, limits }) => {
    const limit = `below ${policy.dailyLossPct} of the day's opening equity`;
    const breaker = state.breakers.dailyLoss;
    if (breaker && at < breaker.until)
      return verdictOf('daily-loss', `tripped until ${breaker.until}`, limit, 'DAILY_LOSS');
    if (!daily) return skipped('daily-loss', limit);
    const tripped = daily.fraction.gte(limits.dailyLossPct);
    return verdictOf('daily-loss', show(daily.fraction), limit, tripped ? 'DAILY_LOSS' : undefined);
  },
};
