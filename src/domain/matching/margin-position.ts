import type { InstrumentId } from '../market/instrument.js';
import type { Side } from '../orders/order-terms.js';
import { dec, proportion, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';

/** What is open on margin in one instrument. */
export interface MarginPosition {
  readonly instrumentId: InstrumentId;
  /** The side that opened it: buy is long, sell is short. */
  readonly side: Side;
  /** Base, above zero. */
  readonly quantity: DecimalString;
  /** Quote currency: sum of quantity x price of what is still open. */
  readonly cost: DecimalString;
  /** USDT locked: the cost over the leverage, at the rates of the fills. */
  readonly margin: DecimalString;
  readonly openedAt: UnixMs;
  /** Margin fees are paid for the periods that ended by then. */
  readonly chargedTo: UnixMs;
}

export interface PositionFill {
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  readonly rate: DecimalString;
  readonly leverage: number;
  readonly venueAt: UnixMs;
}

/** The position after a margin fill; undefined when that closed it. A fill never goes through zero. */
export const positionAfter = (position: MarginPosition | undefined, fill: PositionFill): MarginPosition | undefined => {
  const notional = dec(fill.quantity).mul(fill.price);
  if (position === undefined || position.side === fill.side) {
    const margin = proportion(notional.mul(fill.rate), 1, fill.leverage);
    return {
      instrumentId: fill.instrumentId,
      side: fill.side,
      quantity: text(dec(position?.quantity ?? 0).add(fill.quantity)),
      cost: text(dec(position?.cost ?? 0).add(notional)),
      margin: text(dec(position?.margin ?? 0).add(margin)),
      openedAt: position?.openedAt ?? fill.venueAt,
      chargedTo: position?.chargedTo ?? fill.venueAt,
    };
  }
  const left = dec(position.quantity).sub(fill.quantity);
  if (left.isZero()) return undefined;
  return {
    ...position,
    quantity: text(left),
    cost: text(dec(position.cost).sub(proportion(position.cost, fill.quantity, position.quantity))),
    margin: text(dec(position.margin).sub(proportion(position.margin, fill.quantity, position.quantity))),
  };
};

/**
 * P&L of closing `quantity` at `price`, in quote, before fees: the difference to the closed part of the cost. Leverage
 * has no part in it: the quantity is already the whole one.
 */
export const closingPnl = (position: MarginPosition, quantity: DecimalString, price: DecimalString): Dec => {
  const cost = proportion(position.cost, quantity, position.quantity);
  const proceeds = dec(quantity).mul(price);
  return position.side === 'buy' ? proceeds.sub(cost) : cost.sub(proceeds);
};
