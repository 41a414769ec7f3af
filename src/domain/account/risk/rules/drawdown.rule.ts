import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';

/** Trips at `drawdownPct` (10 %, hard cap 20 %) below the P&L peak over the equity there, or while its breaker stands. */
export const drawdown: RiskRule = {
  name: 'drawdown',
  codes: ['DRAWDOWN'],
  why: 'What has lost this much from its best is no longer the strategy that was tested.',
  policyKeys: ['drawdownPct'],
  evaluate: ({ state, drawdown: fallen, policy, limits }) => {
    const limit = `below ${policy.drawdownPct} of the equity at the peak`;
    const breaker = state.breakers.drawdown;
    if (breaker) return verdictOf('drawdown', `tripped at ${breaker.trippedAt}`, limit, 'DRAWDOWN');
    if (!fallen) return skipped('drawdown', limit);
    const tripped = fallen.fraction.gte(limits.drawdownPct);
    return verdictOf('drawdown', show(fallen.fraction), limit, tripped ? 'DRAWDOWN' : undefined);
  },
};
