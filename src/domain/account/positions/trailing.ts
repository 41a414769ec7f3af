import { rulesOf, type Quote } from '../../market/quote.js';
import { dec, maxOf, text, type Dec } from '../../shared/decimal.js';
import type { PositionState } from '../account.state.js';
import type { RiskPolicy } from '../risk/policy.js';
import { roundTripCost } from '../risk/reward.js';
import { roundStop } from './stop-rounding.js';

export interface StopMove {
  readonly stop: string;
  readonly trailing: boolean;
  readonly breakEven: boolean;
  readonly reason: string;
}

interface Look {
  readonly long: boolean;
  readonly mark: Dec;
  readonly entry: Dec;
  /** Signed so that a gain is positive. */
  readonly gain: Dec;
}

const breakEvenStop = (look: Look, position: PositionState, policy: RiskPolicy): Dec | undefined => {
  const fees = look.entry.mul(roundTripCost(policy, position.leverage > 1));
  const needed = maxOf(dec(position.riskDistance).mul(policy.breakEvenR), fees.mul(2));
  if (position.breakEven || look.gain.lt(needed)) return undefined;
  return look.long ? look.entry.add(fees) : look.entry.sub(fees);
};

const trailingStop = (look: Look, position: PositionState, policy: RiskPolicy, quote: Quote): Dec | undefined => {
  // Without an ATR the distance is unknown: missing data changes nothing.
  if (quote.atr1h === undefined || look.gain.lt(dec(position.riskDistance).mul(policy.trailFromR))) return undefined;
  const distance = maxOf(look.mark.mul(policy.trailMinPct), dec(quote.atr1h).mul(policy.trailAtr));
  return look.long ? look.mark.sub(distance) : look.mark.add(distance);
};

/** The candidate on the tick; undefined where it gains less than `step` or lies in the market. */
const worthMoving = (
  { long, entry }: Look,
  position: PositionState,
  quote: Quote,
  candidate: Dec | undefined,
  step: Dec,
): Dec | undefined => {
  if (!candidate?.isFinite() || candidate.lte(0)) return undefined;
  const stop = roundStop(candidate, entry, dec(rulesOf(position.instrumentId, quote).tick));
  const gained = long ? stop.sub(position.stop) : dec(position.stop).sub(stop);
  const inMarket = long ? stop.gte(quote.bid) : stop.lte(quote.ask);
  return gained.lt(step) || inMarket ? undefined : stop;
};

/**
 * Break-even (entry + all fees of a round trip, on margin with those of 48 h) at +1 R and at least twice these fees, so
 * that a break-even close is no loss; trailing from +1.5 R by
 * max(1.5 %, 2 x ATR14(1h)). Moves only in favour, by at least 0.1 % of the mark when trailing; rounds away from the
 * entry. Returns undefined when nothing moves.
 */
export const stopMoveOf = (position: PositionState, quote: Quote, policy: RiskPolicy): StopMove | undefined => {
  const long = position.side === 'long';
  const mark = dec(quote.bid).add(quote.ask).div(2);
  const entry = dec(position.cost).div(position.quantity);
  const look: Look = { long, mark, entry, gain: long ? mark.sub(entry) : entry.sub(mark) };
  const tick = dec(rulesOf(position.instrumentId, quote).tick);
  const breakEven = worthMoving(look, position, quote, breakEvenStop(look, position, policy), tick);
  const step = mark.mul(policy.trailStepPct);
  const trail = worthMoving(look, position, quote, trailingStop(look, position, policy, quote), step);
  const further = trail && (!breakEven || (long ? trail.gte(breakEven) : trail.lte(breakEven))) ? trail : breakEven;
  if (!further) return undefined;
  return {
    stop: text(further),
    trailing: position.trailing || further === trail,
    breakEven: position.breakEven || breakEven !== undefined,
    reason: further === trail ? 'trailing' : 'break-even',
  };
};
