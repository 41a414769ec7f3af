import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

/** With this trade at most `maxOpenPositions` (3, hard cap 10), working entries counted. */
export const openPositions: RiskRule = {
  name: 'open-positions',
  codes: ['TOO_MANY_POSITIONS'],
  why: 'What is open must be few enough to be watched, and to be closed in one bad minute.',
  policyKeys: ['maxOpenPositions'],
  evaluate: ({ usage, instrumentId, policy }) => {
    const limit = String(policy.maxOpenPositions);
    if (!usage || !instrumentId) return skipped('open-positions', limit);
    const count = usage.instruments.has(instrumentId) ? usage.instruments.size : usage.instruments.size + 1;
    return verdictOf(
      'open-positions',
      String(count),
      limit,
      count <= policy.maxOpenPositions ? undefined : 'TOO_MANY_POSITIONS',
    );
  },
};
