import { limitRule, type RiskRule } from '../rule.js';
import { formulaSize } from '../sizing.js';

const half = limitRule({
  name: 'streak-size',
  code: 'LOSS_STREAK',
  why: 'The trade after a run of losses is the one that wants to win it all back.',
  policyKeys: ['halfSizeFactor'],
  stage: 'size',
  leaves: (ctx) => (ctx.state.breakers.lossesInARow ? formulaSize(ctx)?.mul(ctx.limits.halfSizeFactor) : undefined),
  limit: ({ policy }) => `${policy.halfSizeFactor} of the formula's size after ${policy.lossesInARow} losses in a row`,
});

/**
 * `halfSizeFactor` (half) of the formula from the breaker's trip at `lossesInARow` (5) to the next entry's first fill: one
 * smaller trade, neither none nor all that follow.
 */
export const streakSize: RiskRule = {
  ...half,
  evaluate: (ctx) =>
    ctx.state.breakers.lossesInARow
      ? half.evaluate(ctx)
      : { rule: 'streak-size', input: 'none', limit: `${ctx.policy.lossesInARow} losses in a row`, result: 'pass' },
};
