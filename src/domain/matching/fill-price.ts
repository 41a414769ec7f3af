import type { Side } from '../orders/order-terms.js';
import { dec, maxOf, minOf, roundDownTo, roundUpTo, type Dec, type DecimalString } from '../shared/decimal.js';
import { stableMillionths } from '../shared/stable-id.js';

export interface TakerPrice {
  readonly side: Side;
  /** Ask for a buy, bid for a sell; the trigger or the open where a candle is the market. */
  readonly reference: Dec;
  readonly slippagePct: DecimalString;
  /** 0.5..1.0: see {@link slippagePart}. */
  readonly part: Dec;
  readonly tick: DecimalString;
  /** The order's limit: never beyond it. */
  readonly limit?: DecimalString;
}

/**
 * The part of the largest slippage that one fill suffers, 0.5..1.0: u = 0.5 + 0.5 x millionths / 10^6. A pure function of
 * run, order and fill, so that a step redone after a crash pays the same price.
 */
export const slippagePart = (seed: string, clientOrderId: string, fillNo: number): Dec =>
  dec(1_000_000 + stableMillionths(seed, clientOrderId, fillNo)).div(2_000_000);

/** reference x (1 +- slippage x u), rounded to the tick against us, cut at the limit. Quote per base. */
export const takerPrice = ({ side, reference, slippagePct, part, tick, limit }: TakerPrice): Dec => {
  const slip = reference.mul(slippagePct).mul(part);
  if (side === 'buy') {
    const price = roundUpTo(reference.add(slip), tick);
    return limit === undefined ? price : minOf(price, dec(limit));
  }
  const price = roundDownTo(reference.sub(slip), tick);
  return limit === undefined ? price : maxOf(price, dec(limit));
};
