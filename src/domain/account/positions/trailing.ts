import { INSTRUMENTS } from '../../market/instrument.js';
import type { Quote } from '../../market/quote.js';
import { dec, maxOf, minOf, roundDownTo, roundUpTo, text, type Dec } from '../../shared/decimal.js';
import type { PositionState } from '../account.state.js';
import type { RiskPolicy } from '../risk/policy.js';

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
  const fees = look.entry.mul(policy.takerFee).mul(2);
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

/**
 * Break-even (entry + fees of both takers) at +1 R and at least twice the round-trip fees; trailing from +1.5 R by
 * max(1.5 %, 2 x ATR14(1h)). Moves only in favour, by at least 0.1 % of the mark when trailing; rounds away from the entry side
 * of the market, so that it never comes nearer than meant. Returns undefined when nothing moves.
 */
export const stopMoveOf = (position: PositionState, quote: Quote, policy: RiskPolicy): StopMove | undefined => {
  const long = position.side === 'long';
  const mark = dec(quote.bid).add(quote.ask).div(2);
  const entry = dec(position.cost).div(position.quantity);
  const look: Look = { long, mark, entry, gain: long ? mark.sub(entry) : entry.sub(mark) };
  const breakEven = breakEvenStop(look, position, policy);
  const trail = trailingStop(look, position, policy, quote);
  const best = long
    ? maxOf(breakEven ?? dec(0), trail ?? dec(0))
    : minOf(breakEven ?? dec(Infinity), trail ?? dec(Infinity));
  if (!best.isFinite() || best.lte(0)) return undefined;
  const { tick } = INSTRUMENTS[position.instrumentId];
  const stop = long ? roundDownTo(best, tick) : roundUpTo(best, tick);
  const step = breakEven ? dec(tick) : mark.mul(policy.trailStepPct);
  const gained = long ? stop.sub(position.stop) : dec(position.stop).sub(stop);
  const beyondMarket = long ? stop.gte(quote.bid) : stop.lte(quote.ask);
  if (gained.lt(step) || beyondMarket) return undefined;
  const isTrail =
    trail !== undefined && (breakEven === undefined || (long ? trail.gte(breakEven) : trail.lte(breakEven)));
  return {
    stop: text(stop),
    trailing: position.trailing || isTrail,
    breakEven: position.breakEven || breakEven !== undefined,
    reason: isTrail ? 'trailing' : 'break-even',
  };
};
