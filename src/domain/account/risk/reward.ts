import { HOUR } from '../../shared/time.js';
import { INSTRUMENTS, type InstrumentId } from '../../market/instrument.js';
import type { Dec } from '../../shared/decimal.js';
import type { RiskPolicy } from './policy.js';
import { policyNumbers } from './policy-keys.js';

/** Whether a trade can only be a margin order: a short always, and everything on XRP/BTC. */
export const needsMargin = (instrumentId: InstrumentId, direction: 'long' | 'short'): boolean =>
  direction === 'short' || INSTRUMENTS[instrumentId].quote !== 'USDT';

interface RoundTripCosts {
  readonly cash: Dec;
  readonly margin: Dec;
}

const computed = new WeakMap<RiskPolicy, RoundTripCosts>();

/** Once per policy object: a verdict asks for it a dozen times. */
const costsOf = (policy: RiskPolicy): RoundTripCosts => {
  const known = computed.get(policy);
  if (known) return known;
  const { takerFee, marginFee } = policyNumbers(policy);
  const cash = takerFee.mul(2);
  const periods = 1 + Math.floor((policy.rewardMarginHours * HOUR) / policy.marginFeePeriodMs);
  const costs = { cash, margin: cash.add(marginFee.mul(periods)) };
  computed.set(policy, costs);
  return costs;
};

/**
 * What a round trip costs, fraction of the notional: both fees as taker and, on margin, the opening fee and that of each
 * full period in `rewardMarginHours`, on the whole notional (all of it counts as borrowed).
 */
export const roundTripCost = (policy: RiskPolicy, onMargin: boolean): Dec =>
  onMargin ? costsOf(policy).margin : costsOf(policy).cash;

/** Net reward : risk = (target - cost) / (stop + cost); distances and cost are fractions of the limit. */
export const netReward = (stopPct: Dec, targetPct: Dec, cost: Dec): Dec => targetPct.sub(cost).div(stopPct.add(cost));

/** The target distance whose {@link netReward} is `net`: net x (stop + cost) + cost. */
export const targetForNetReward = (net: Dec, stopPct: Dec, cost: Dec): Dec => stopPct.add(cost).mul(net).add(cost);
