import { limitRule } from '../rule.js';

/** One order at most `maxOrderPct` (25 %) of equity: the fat-finger limit, blind to tiers and regimes on purpose. */
export const orderSize = limitRule({
  name: 'order-size',
  code: 'ORDER_TOO_LARGE',
  why: 'The last look at one order alone, for the day when a size comes out of the formula ten times too large.',
  policyKeys: ['maxOrderPct'],
  stage: 'size',
  leaves: ({ equity, limits }) => equity?.mul(limits.maxOrderPct),
  limit: ({ policy }) => `${policy.maxOrderPct} of equity`,
});
