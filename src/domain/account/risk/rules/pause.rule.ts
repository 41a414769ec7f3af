import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** Pauses are a set of reasons (startup, operator, ...); trading goes on when the last one is lifted. No limit to set. */
export const pause: RiskRule = {
  name: 'pause',
  codes: ['PAUSED'],
  why: 'Each reason stands by itself: lifting one must not lift the others.',
  policyKeys: [],
  evaluate: ({ state }) =>
    verdictOf('pause', state.pauses.join(', ') || 'none', 'none', state.pauses.length > 0 ? 'PAUSED' : undefined),
};
