import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** A halt lasts until an administrator clears it with a reason. No limit to set. */
export const halt: RiskRule = {
  name: 'halt',
  codes: ['HALTED'],
  why: 'Somebody or something decided that trading is over until a person has looked.',
  policyKeys: [],
  evaluate: ({ state }) =>
    verdictOf('halt', state.halted ? state.halted.reason : 'running', 'running', state.halted && 'HALTED'),
};
