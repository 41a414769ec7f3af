import { leverageRange } from '../leverage.js';
import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

/**
 * The least leverage that funds the order, within the lowest of policy, regime, tier, drawdown, losing streak, venue and
 * modification (`maxLeverage` 5, hard cap 5). A short and everything on XRP/BTC need at least 2x. No proposal can name a leverage.
 */
export const leverage: RiskRule = {
  name: 'leverage',
  codes: ['LEVERAGE_INVALID', 'LEVERAGE_TOO_HIGH', 'SHORT_NEEDS_MARGIN', 'MARGIN_DISABLED'],
  why: 'Borrowed money turns a bad stretch into the end; it is used where nothing else funds the trade.',
  policyKeys: ['maxLeverage', 'marginEnabled'],
  evaluate: (ctx) => {
    const range = leverageRange(ctx);
    if (!range) return skipped('leverage', 'unknown');
    if ('code' in range) return verdictOf('leverage', ctx.onMargin ? 'margin' : 'cash', range.why, range.code);
    const inside = ctx.leverage !== undefined && ctx.leverage >= range.from && ctx.leverage <= range.to;
    if (ctx.leverage === undefined) return skipped('leverage', range.why);
    return verdictOf('leverage', `${ctx.leverage}x`, range.why, inside ? undefined : 'LEVERAGE_TOO_HIGH');
  },
};
