import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** Level 3 (safe) and 4 (emergency) protect and reduce only; so does a level that is no number. No limit to set. */
export const degradation: RiskRule = {
  name: 'degradation',
  codes: ['DEGRADED'],
  why: 'A desk that cannot see or record well must not take on anything new.',
  policyKeys: [],
  evaluate: ({ state }) =>
    verdictOf(
      'degradation',
      `level ${state.degradation}`,
      'below level 3',
      state.degradation < 3 ? undefined : 'DEGRADED',
    ),
};
