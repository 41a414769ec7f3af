import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** At most `maxSnapshotAgeMs` (120 s) since the decision's snapshot; one from the future is as wrong as an old one. */
export const proposalAge: RiskRule = {
  name: 'proposal-age',
  codes: ['STALE_PROPOSAL'],
  why: 'A decision is about the market that its snapshot froze, and that market goes away.',
  policyKeys: ['maxSnapshotAgeMs'],
  evaluate: ({ at, intent, policy }) => {
    const age = at - intent.snapshotAt;
    const fine = age >= 0 && age <= policy.maxSnapshotAgeMs;
    return verdictOf('proposal-age', `${age} ms`, `${policy.maxSnapshotAgeMs} ms`, fine ? undefined : 'STALE_PROPOSAL');
  },
};
