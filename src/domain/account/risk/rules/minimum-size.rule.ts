import type { RiskRule } from '../rule.js';
import { show, skipped, verdictOf } from '../rule.js';
import { quantityOf } from '../sizing.js';

/** The quantity, rounded down to the lot, at least the venue's minimum quantity and cost. The venue's numbers win. */
export const minimumSize: RiskRule = {
  name: 'minimum-size',
  codes: ['SIZE_TOO_SMALL'],
  why: 'The venue refuses what is below its minimum, and what was filled below it can be neither stopped nor sold.',
  policyKeys: ['allocationShare', 'riskPerTradePct', 'takerFee', 'sizingSlippagePct'],
  stage: 'size',
  evaluate: (ctx) => {
    const { instrument, limit } = ctx;
    const wanted = instrument ? `${show(instrument.minQuantity)}, cost ${show(instrument.minCost)}` : 'unknown';
    const quantity = quantityOf(ctx);
    if (!quantity || !instrument || !limit) return skipped('minimum-size', wanted);
    const fine = quantity.gt(0) && quantity.gte(instrument.minQuantity) && quantity.mul(limit).gte(instrument.minCost);
    return verdictOf('minimum-size', show(quantity), wanted, fine ? undefined : 'SIZE_TOO_SMALL');
  },
};
