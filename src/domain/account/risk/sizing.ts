import { minOf, roundDownTo, type Dec } from '../../shared/decimal.js';
import type { RiskContext } from './context.js';

/**
 * The formula's first two terms, USDT notional (docs/concepts/05-veto.md):
 * min( risk % x E x tier x regime / (stop % + 2 x taker + slippage), tier cap x regime x E ).
 */
export const formulaSize = (ctx: RiskContext): Dec | undefined => {
  const { limits, sizingEquity, tiers, regime, stopPct } = ctx;
  if (!sizingEquity || !tiers || !regime || !stopPct) return undefined;
  const base = sizingEquity.mul(regime.sizeFactor);
  const lossPerUnit = stopPct.add(limits.takerFee.mul(2)).add(limits.sizingSlippagePct);
  const byRisk = base.mul(limits.riskPerTradePct).mul(tiers.size.size).div(lossPerUnit);
  return minOf(byRisk, base.mul(tiers.size.maxPositionPct));
};

/** Whole lots, in base, that `ctx.size` pays for at the unrounded limit; never up. */
export const quantityOf = (ctx: RiskContext): Dec | undefined =>
  ctx.size && ctx.unitUsdt && ctx.instrument && roundDownTo(ctx.size.div(ctx.unitUsdt), ctx.instrument.lot);
