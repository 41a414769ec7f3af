import { shockOf, spikeEnds } from '../../breakers/candle-shock.js';
import { spikeActive } from '../../breakers/active.js';
import type { RiskContext } from '../context.js';
import { limitRule, type RiskRule } from '../rule.js';
import { formulaSize } from '../sizing.js';

/** While the breaker stands, or the newest 5m candle shows a spike that nobody has recorded yet. */
const isSpiking = ({ state, instrumentId, at, quotes, policy, limits }: RiskContext): boolean => {
  if (!instrumentId) return false;
  if (spikeActive(state, instrumentId, at)) return true;
  const shock = shockOf(quotes[instrumentId], limits);
  return shock?.isSpike === true && at < spikeEnds(shock, policy);
};

const half = limitRule({
  name: 'spike',
  code: 'SPIKE',
  why: 'Right after a jump nobody knows the price, and the stop is as likely to be jumped over.',
  policyKeys: ['halfSizeFactor', 'spikeAtrRatio', 'spikeMs'],
  stage: 'size',
  leaves: (ctx) => (isSpiking(ctx) ? formulaSize(ctx)?.mul(ctx.limits.halfSizeFactor) : undefined),
  limit: ({ policy }) => `${policy.halfSizeFactor} of the formula's size after a spike`,
});

/** `halfSizeFactor` (half) of the formula for `spikeMs` (15 min) after a 5m true range above `spikeAtrRatio` (5) x ATR14. */
export const spike: RiskRule = {
  ...half,
  evaluate: (ctx) =>
    isSpiking(ctx)
      ? half.evaluate(ctx)
      : { rule: 'spike', input: 'none', limit: `${ctx.policy.spikeAtrRatio} x ATR14 of 5m`, result: 'pass' },
};
