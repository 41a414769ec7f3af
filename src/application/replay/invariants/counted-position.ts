import { dec, minOf, proportion, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import type { FillBooked, Phantom } from '../../../domain/account/account.events.js';

/** A position as the fills alone make it. Base signed: a short is negative. Cost in quote, above zero. */
export interface CountedPosition {
  readonly base: Dec;
  readonly cost: Dec;
  readonly leverage: number;
  /** USDT, since it was opened. */
  readonly gross: Dec;
  readonly fees: Dec;
}

export interface CountedFill {
  readonly after: CountedPosition | undefined;
  /** The position that this fill ended, with its whole result. */
  readonly closed: CountedPosition | undefined;
  /** What the closed part made before fees: quote, and USDT at the fill's rate. */
  readonly grossQuote: Dec;
  readonly gross: Dec;
}

export interface CountedPhantom {
  readonly after: CountedPosition | undefined;
  readonly closed: CountedPosition | undefined;
  readonly grossQuote: Dec;
  /** USDT. */
  readonly gross: Dec;
}

/** Takes what is not there out of a position, at the value stated: its share of the cost goes, no fee comes. */
export const countPhantom = (before: CountedPosition, phantom: Phantom): CountedPhantom => {
  const quantity = dec(phantom.quantity);
  const held = before.base.abs();
  const cost = proportion(before.cost, quantity, held);
  const short = before.base.isNegative();
  const grossQuote = short ? cost.sub(phantom.value) : dec(phantom.value).sub(cost);
  const gross = grossQuote.mul(phantom.rate ?? ZERO);
  const left = { ...before, gross: before.gross.add(gross) };
  if (quantity.gte(held)) return { after: undefined, closed: { ...left, base: ZERO, cost: ZERO }, grossQuote, gross };
  const base = short ? before.base.add(quantity) : before.base.sub(quantity);
  return { after: { ...left, base, cost: before.cost.sub(cost) }, closed: undefined, grossQuote, gross };
};

/** Books one fill by the rules of netting alone: price difference x quantity, cost shared in proportion, a flip in two. */
export const countFill = (before: CountedPosition | undefined, fill: FillBooked['data']): CountedFill => {
  const quantity = dec(fill.quantity);
  const direction = fill.side === 'buy' ? 1 : -1;
  const fee = dec(fill.fee).mul(fill.rate);
  const held = before?.base ?? ZERO;
  const closes = held.mul(direction).isNegative() ? minOf(quantity, held.abs()) : ZERO;
  const opens = quantity.sub(closes);
  const costShare = before && closes.gt(ZERO) ? proportion(before.cost, closes, held.abs()) : ZERO;
  const value = closes.mul(fill.price);
  const grossQuote = held.isNegative() ? costShare.sub(value) : value.sub(costShare);
  const gross = closes.isZero() ? ZERO : grossQuote.mul(fill.rate);
  const feeOfClose = opens.isZero() ? fee : proportion(fee, closes, quantity);

  const base = held.add(quantity.mul(direction));
  const kept =
    before && !closes.eq(held.abs())
      ? {
          ...before,
          base: held.add(closes.mul(direction)),
          cost: before.cost.sub(costShare),
          gross: before.gross.add(gross),
          fees: closes.isZero() ? before.fees : before.fees.add(feeOfClose),
        }
      : undefined;
  const closed =
    before && closes.eq(held.abs())
      ? { ...before, base: ZERO, cost: ZERO, gross: before.gross.add(gross), fees: before.fees.add(feeOfClose) }
      : undefined;
  if (opens.isZero()) return { after: kept, closed, grossQuote: closes.isZero() ? ZERO : grossQuote, gross };
  const opened = {
    base,
    cost: (kept?.cost ?? ZERO).add(opens.mul(fill.price)),
    leverage: kept?.leverage ?? fill.leverage,
    gross: kept?.gross ?? ZERO,
    fees: (kept?.fees ?? ZERO).add(closes.isZero() ? fee : fee.sub(feeOfClose)),
  };
  return { after: opened, closed, grossQuote: closes.isZero() ? ZERO : grossQuote, gross };
};
