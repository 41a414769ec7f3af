import type { RiskContext } from '../context.js';
import { limitRule, show, verdictOf, type RiskRule } from '../rule.js';
import { formulaSize } from '../sizing.js';

const partsOf = ({ modification }: RiskContext): string => {
  if (!modification) return 'a size factor in 0..1, a leverage in 1..5, a stop no wider';
  const { sizeFactor, maxLeverage, stopPct } = modification;
  const parts = [
    ...(sizeFactor ? [`${show(sizeFactor)} of the formula's size`] : []),
    ...(maxLeverage === undefined ? [] : [`at most ${maxLeverage}x`]),
    ...(stopPct ? [`stop at ${show(stopPct)}`] : []),
  ];
  return parts.join(', ') || 'nothing changed';
};

const cut = limitRule({
  name: 'modification',
  code: 'MODIFICATION_INVALID',
  why: 'Whoever settles a conflict may make a trade smaller or safer; more would be a decision that nobody voted for.',
  policyKeys: [],
  stage: 'size',
  leaves: (ctx) => ctx.modification?.sizeFactor && formulaSize(ctx)?.mul(ctx.modification.sizeFactor),
  limit: partsOf,
});

/**
 * What the ruling on a conflict left of the trade: a share of the formula's size, a ceiling of the leverage, a nearer
 * stop. Size and reward go on being measured from the trade's own stop: a nearer one never buys a larger trade.
 */
export const modification: RiskRule = {
  ...cut,
  evaluate: (ctx) => {
    if (ctx.intent.modification === undefined)
      return { rule: 'modification', input: 'none', limit: partsOf(ctx), result: 'pass' };
    if (!ctx.modification) return verdictOf('modification', 'beyond it', partsOf(ctx), 'MODIFICATION_INVALID');
    return ctx.modification.sizeFactor
      ? cut.evaluate(ctx)
      : { rule: 'modification', input: 'smaller or safer', limit: partsOf(ctx), result: 'pass' };
  },
};
