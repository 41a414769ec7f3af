import type { RiskContext } from '../context.js';
import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';
import { parseDecimal } from '../../../shared/decimal.js';

const LIMIT = 'stop and target on their sides, all above 0';

const isOrdered = ({ direction, levels }: RiskContext): boolean => {
  if (!levels) return false;
  const [low, high] = direction === 'long' ? [levels.stop, levels.target] : [levels.target, levels.stop];
  return low.gt(0) && low.lt(levels.limit) && levels.limit.lt(high);
};

/** After rounding: long stop < limit < target, short target < limit < stop, everything above zero. No limit to set. */
export const levels: RiskRule = {
  name: 'levels',
  codes: ['WRONG_SIDE_LEVELS'],
  why: 'A stop on the winning side closes at once, a target on the losing side never protects anything.',
  policyKeys: [],
  evaluate: (ctx) => {
    const negative = [ctx.intent.stopPct, ctx.intent.targetPct].some((value) => parseDecimal(value)?.lt(0));
    if (!ctx.levels && !negative) return skipped('levels', LIMIT);
    const input = ctx.levels
      ? `limit ${ctx.levels.limit.toString()}, stop ${ctx.levels.stop.toString()}, target ${ctx.levels.target.toString()}`
      : 'negative distance';
    return verdictOf('levels', input, LIMIT, isOrdered(ctx) ? undefined : 'WRONG_SIDE_LEVELS');
  },
};
