import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

/** No order at the venue in the instrument that nobody here approved, until an operator claims or cancels it. */
export const foreignOrder: RiskRule = {
  name: 'foreign-order',
  codes: ['ADOPTED_ORDER'],
  why: 'Somebody else trades the instrument: what it fills would be netted with ours.',
  policyKeys: [],
  evaluate: ({ state, instrumentId }) => {
    if (!instrumentId) return skipped('foreign-order', 'none in the instrument');
    const found = Object.values(state.foreignOrders).filter(
      (order) => order.instrumentId === instrumentId && !order.claimed,
    );
    const input = found.map(({ side, leavesQty, venueOrderId }) => `${side} ${leavesQty} as ${venueOrderId}`);
    const code = found.length > 0 ? 'ADOPTED_ORDER' : undefined;
    return verdictOf('foreign-order', input.join(', ') || 'none', 'none in the instrument', code);
  },
};
