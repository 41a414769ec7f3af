import { netReward, roundTripCost } from '../reward.js';
import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';

/**
 * Target mandatory; target / stop >= `minGrossReward` (1.5) and, with all costs, >= `minNetReward` (1.2). Costs are both
 * taker fees and, on margin, `rewardMarginHours` (48) of margin fees: the same function that sets the rules' target.
 */
export const reward: RiskRule = {
  name: 'reward',
  codes: ['TARGET_MISSING', 'REWARD_TOO_LOW'],
  why: 'A trade that earns less than it risks loses in the long run, and fees make near targets worthless.',
  policyKeys: ['minGrossReward', 'minNetReward', 'rewardMarginHours', 'takerFee', 'marginFee', 'marginFeePeriodMs'],
  evaluate: ({ stopPct, targetPct, policy, limits, onMargin }) => {
    const limit = `gross ${policy.minGrossReward}, net ${policy.minNetReward}`;
    if (!targetPct) return verdictOf('reward', 'no target', limit, 'TARGET_MISSING');
    if (!stopPct) return skipped('reward', limit);
    const gross = targetPct.div(stopPct);
    const net = netReward(stopPct, targetPct, roundTripCost(policy, onMargin));
    const fine = gross.gte(limits.minGrossReward) && net.gte(limits.minNetReward);
    return verdictOf('reward', `gross ${show(gross)}, net ${show(net)}`, limit, fine ? undefined : 'REWARD_TOO_LOW');
  },
};
