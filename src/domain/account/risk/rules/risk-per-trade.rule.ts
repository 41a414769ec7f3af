import { roundTripCost } from '../reward.js';
import { limitRule } from '../rule.js';

/**
 * (distance to the stop + all costs) x notional at most `riskPerTradePct` (1 %, hard cap 2 %) of equity. The formula
 * sizes by the same percentage but knows no margin fees; leverage never enters: it does not change what a stop loses.
 */
export const riskPerTrade = limitRule({
  name: 'risk-per-trade',
  code: 'RISK_PER_TRADE',
  why: 'Ten stops in a row must hurt and not kill.',
  policyKeys: ['riskPerTradePct', 'takerFee', 'marginFee', 'marginFeePeriodMs', 'rewardMarginHours'],
  stage: 'funding',
  leaves: ({ equity, limits, stopPct, policy, onMargin }) =>
    equity && stopPct && equity.mul(limits.riskPerTradePct).div(stopPct.add(roundTripCost(policy, onMargin))),
  limit: ({ policy }) => `loss at the stop ${policy.riskPerTradePct} of equity`,
});
