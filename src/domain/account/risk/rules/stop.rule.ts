import { minOf } from '../../../shared/decimal.js';
import type { RiskContext } from '../context.js';
import type { DenialCode } from '../denial-codes.js';
import type { RiskRule } from '../rule.js';
import { show, verdictOf } from '../rule.js';

const codeOf = ({ stopPct, instrument, limits, levels, price, direction }: RiskContext): DenialCode | undefined => {
  if (!stopPct) return 'STOP_MISSING';
  if (instrument && stopPct.gt(minOf(instrument.maxStop, limits.maxStopPct))) return 'STOP_TOO_WIDE';
  if (!levels || !price) return undefined;
  const isThrough = direction === 'long' ? levels.stop.gte(price.bid) : levels.stop.lte(price.ask);
  return isThrough ? 'STOP_TOO_NEAR' : undefined;
};

/**
 * Mandatory. Nearer than `minStopPct` (1 %) it was widened before sizing; beyond the instrument's maximum or
 * `maxStopPct` (5 %, hard cap 5 %) it is denied, never pulled in. A stop that the market has already passed is none.
 */
export const stop: RiskRule = {
  name: 'stop',
  codes: ['STOP_MISSING', 'STOP_TOO_WIDE', 'STOP_TOO_NEAR'],
  why: 'Without a stop a loss has no size; pulled in, it is no longer where the market would prove the idea wrong.',
  policyKeys: ['minStopPct', 'maxStopPct'],
  evaluate: (ctx) => {
    const { stopPct, policy, instrument } = ctx;
    const limit = `${policy.minStopPct}..${instrument ? show(minOf(instrument.maxStop, ctx.limits.maxStopPct)) : policy.maxStopPct}`;
    return verdictOf('stop', stopPct ? show(stopPct) : 'missing', limit, codeOf(ctx));
  },
};
