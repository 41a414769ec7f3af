import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';

/** The wanted entry at most `maxEntryDistancePct` (2 %) from the mid, either way. */
export const entryDistance: RiskRule = {
  name: 'entry-distance',
  codes: ['ENTRY_TOO_FAR'],
  why: 'A price far from the market was quoted from memory or from another instrument.',
  policyKeys: ['maxEntryDistancePct'],
  evaluate: ({ entry, price, policy, limits }) => {
    const limit = `${policy.maxEntryDistancePct} from the mid`;
    if (!entry || !price) return skipped('entry-distance', limit);
    const distance = entry.div(price.mid).sub(1).abs();
    const fine = distance.lte(limits.maxEntryDistancePct);
    return verdictOf('entry-distance', show(distance), limit, fine ? undefined : 'ENTRY_TOO_FAR');
  },
};
