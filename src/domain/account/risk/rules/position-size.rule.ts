import { minOf } from '../../../shared/decimal.js';
import { limitRule } from '../rule.js';

/** Notional at most the tier's share of equity, and never more than `maxPositionPct` (20 %, hard cap 20 %). */
export const positionSize = limitRule({
  name: 'position-size',
  code: 'POSITION_SIZE',
  why: 'One idea that goes wrong past its stop, in a gap, must not take the desk with it.',
  policyKeys: ['maxPositionPct'],
  stage: 'size',
  leaves: ({ equity, tiers, limits }) =>
    equity && tiers && equity.mul(minOf(tiers.size.maxPositionPct, limits.maxPositionPct)),
  limit: ({ policy, tiers }) =>
    `tier ${tiers?.size.maxPositionPct.toString() ?? 'none'}, at most ${policy.maxPositionPct} of equity`,
});
