import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** Nothing is opened in `unknown`, nor in a word that is no regime. The table is `market/regimes.ts`. */
export const regime: RiskRule = {
  name: 'regime',
  codes: ['REGIME_UNKNOWN'],
  why: 'Size, leverage and stop all come from the regime; without one there is nothing to size by.',
  policyKeys: [],
  evaluate: ({ regime: numbers, intent }) =>
    verdictOf('regime', String(intent.regime), 'known', numbers ? undefined : 'REGIME_UNKNOWN'),
};
