import type { Quote } from '../../market/quote.js';
import { parseDecimal, text, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { PolicyNumbers } from '../risk/policy-keys.js';
import type { RiskPolicy } from '../risk/policy.js';

/** What the last closed 5m candle of an instrument asks for. */
export interface CandleShock {
  readonly closedAt: UnixMs;
  readonly isSpike: boolean;
  /** True range over the ATR14 before it; absent where that was zero. */
  readonly ratio?: DecimalString;
  /** Whether the price went farther than `fastMovePct`. */
  readonly isFast: boolean;
}

/**
 * Undefined where the quote has no 5m candle (coarser feed, not warm) or its numbers are none. Of a market that did not
 * move at all before (an ATR of zero) every move is a spike.
 */
export const shockOf = (quote: Quote | undefined, limits: PolicyNumbers): CandleShock | undefined => {
  const candle = quote?.candle5m;
  const range = parseDecimal(candle?.trueRange);
  const atr = parseDecimal(candle?.previousAtr);
  const move = parseDecimal(candle?.movePct);
  if (!candle || !range || !atr?.gte(0) || !move) return undefined;
  return {
    closedAt: candle.closedAt,
    isSpike: range.gt(atr.mul(limits.spikeAtrRatio)),
    isFast: move.gt(limits.fastMovePct),
    ...(atr.gt(0) && { ratio: text(range.div(atr).toDecimalPlaces(4)) }),
  };
};

/** A spike lasts from the close of its candle, whoever looks when. */
export const spikeEnds = ({ closedAt }: CandleShock, policy: RiskPolicy): UnixMs => closedAt + policy.spikeMs;
