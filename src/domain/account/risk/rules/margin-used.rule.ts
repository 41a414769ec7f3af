import type { Dec } from '../../../shared/decimal.js';
import type { RiskContext } from '../context.js';
import { limitRule, show, type RiskRule } from '../rule.js';

const left = ({ equity, limits, usage }: RiskContext): Dec | undefined =>
  equity && usage && equity.mul(limits.maxMarginUsedPct).sub(usage.marginUsed);

const limitText = ({ policy, usage }: RiskContext): string =>
  `${policy.maxMarginUsedPct} of equity as margin, in use ${usage ? show(usage.marginUsed) : 'unknown'}`;

const onMargin = limitRule({
  name: 'margin-used',
  code: 'MARGIN_USED',
  why: 'Margin that is all in use leaves no room for a move against it, and the venue then closes at its own price.',
  policyKeys: ['maxMarginUsedPct'],
  stage: 'funding',
  leaves: (ctx) => (ctx.leverage === undefined ? undefined : left(ctx)?.mul(ctx.leverage)),
  limit: limitText,
});

/** Notional / leverage of all margin positions and orders at most `maxMarginUsedPct` (50 %, hard cap 80 %) of equity. */
export const marginUsed: RiskRule = {
  ...onMargin,
  leaves: (ctx) => (ctx.leverage === 1 ? undefined : onMargin.leaves?.(ctx)),
  evaluate: (ctx) =>
    ctx.leverage === 1
      ? { rule: 'margin-used', input: 'cash', limit: limitText(ctx), result: 'pass' }
      : onMargin.evaluate(ctx),
};
