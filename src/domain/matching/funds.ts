import { INSTRUMENTS, type Currency } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { dec, ONE, ZERO, type Dec, type DecimalString } from '../shared/decimal.js';
import type { PaperOrder } from './paper-order.js';
import type { PaperSettings } from './paper-settings.js';
import type { PaperVenueState } from './paper-venue.state.js';

interface Need {
  readonly currency: Currency;
  readonly amount: Dec;
}

/** A margin order against an open position, or one that may only reduce, borrows nothing. */
const opensMargin = (state: PaperVenueState, terms: OrderTerms): boolean => {
  const position = state.positions[terms.instrumentId];
  return !terms.reduceOnly && (position === undefined || position.side === terms.side);
};

/**
 * What an order of `quantity` ties down while it works, all fees counted as taker: a cash buy its cost, a cash sell its
 * base, a margin opening its cost over the leverage in USDT.
 */
const needOf = (
  state: PaperVenueState,
  terms: OrderTerms,
  quantity: Dec,
  price: Dec,
  rate: DecimalString,
  { takerFee, marginFee }: PaperSettings,
): Need | undefined => {
  const { base, quote } = INSTRUMENTS[terms.instrumentId];
  const cost = quantity.mul(price);
  if (terms.leverage === 1) {
    if (terms.side === 'sell') return { currency: base, amount: quantity };
    return { currency: quote, amount: cost.mul(ONE.add(takerFee)) };
  }
  if (!opensMargin(state, terms)) return undefined;
  const part = ONE.div(terms.leverage).add(takerFee).add(marginFee);
  return { currency: 'USDT', amount: cost.mul(rate).mul(part) };
};

const tiedBy = (state: PaperVenueState, order: PaperOrder, settings: PaperSettings): Need | undefined => {
  const { terms } = order;
  const price = dec(terms.price ?? terms.triggerPrice ?? '0');
  return needOf(state, terms, dec(terms.quantity).sub(order.cumQty), price, order.rate, settings);
};

/** Balance less what working orders tie down and, for USDT, what open positions lock. */
export const freeOf = (
  state: PaperVenueState,
  currency: Currency,
  settings: PaperSettings,
  exceptOrder?: string,
): Dec => {
  let free = dec(state.balances[currency] ?? '0');
  for (const order of state.working) {
    if (order.terms.clientOrderId === exceptOrder) continue;
    const tied = tiedBy(state, order, settings);
    if (tied?.currency === currency) free = free.sub(tied.amount);
  }
  if (currency !== 'USDT') return free;
  return Object.values(state.positions).reduce((left, position) => left.sub(position.margin), free);
};

export interface FundsWanted {
  readonly terms: OrderTerms;
  /** Already filled of it. */
  readonly cumQty: DecimalString;
  /** Worst price in quote. */
  readonly price: Dec;
  readonly rate: DecimalString;
}

/** The venue's refusal when the account cannot carry the order; undefined when it can. */
export const fundsRefusal = (
  state: PaperVenueState,
  { terms, cumQty, price, rate }: FundsWanted,
  settings: PaperSettings,
): string | undefined => {
  const need = needOf(state, terms, dec(terms.quantity).sub(cumQty), price, rate, settings);
  if (need === undefined || need.amount.lte(ZERO)) return undefined;
  if (need.amount.lte(freeOf(state, need.currency, settings, terms.clientOrderId))) return undefined;
  return terms.leverage === 1 ? 'EOrder:Insufficient funds' : 'EOrder:Insufficient margin';
};
