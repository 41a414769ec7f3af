import { INSTRUMENTS, type Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, maxOf, ZERO, type Dec } from '../../shared/decimal.js';
import type { AccountState, Dust, ForeignOrder, PositionState } from '../account.state.js';
import { unrealisedOf, usdtRate, type Mids } from './valuation.js';

/** What the venue holds for a book: its open positions, and the dust of ended ones that the next one takes over. */
export const holdingsOf = ({ positions, dust }: AccountState, book: Book): readonly (PositionState | Dust)[] =>
  [...Object.values(positions), ...Object.values(dust)].filter((held) => held.book === book);

/** Dust has no stop: it is no open position, and too little to do without a price for it. */
export const isOpen = (held: PositionState | Dust): held is PositionState => 'stop' in held;

/** Of all that is held on margin: cost / leverage, as the venue holds it, and what it has lost beyond that; USDT. */
export interface HeldByMargin {
  readonly margin: Dec;
  /** Zero or more: gains are no money before they are realised. */
  readonly loss: Dec;
}

/** Undefined without a price for an open position. */
export const heldByMargin = (state: AccountState, book: Book, mids: Mids): HeldByMargin | undefined => {
  let margin = ZERO;
  let gains = ZERO;
  for (const held of holdingsOf(state, book)) {
    if (held.leverage <= 1) continue;
    const rate = usdtRate(INSTRUMENTS[held.instrumentId].quote, mids);
    const gain = unrealisedOf(held, mids);
    if (isOpen(held) && (rate === undefined || gain === undefined)) return undefined;
    if (rate) margin = margin.add(dec(held.cost).mul(rate).div(held.leverage));
    if (gain) gains = gains.add(gain);
  }
  return { margin, loss: maxOf(gains.neg(), ZERO) };
};

/** What an order at the venue that is not ours takes of the USDT when it fills: its margin, or what it buys for. */
export const lockedByForeign = ({ side, notionalUsdt, leverage }: ForeignOrder): Dec =>
  leverage > 1 || side === 'buy' ? dec(notionalUsdt).div(leverage) : ZERO;

/** For orders under way, those of others at the venue too; USDT. */
const lockedIn = ({ reservations, foreignOrders }: AccountState, book: Book): Dec => {
  const ours = Object.values(reservations).filter((reservation) => reservation.book === book);
  const others = book === 'trading' ? Object.values(foreignOrders) : [];
  const locked = ours.reduce((sum, { reservedUsdt }) => sum.add(reservedUsdt), ZERO);
  return others.reduce((sum, order) => sum.add(lockedByForeign(order)), locked);
};

/**
 * USDT of a book less what margin holds and has lost, and less what orders under way lock; below zero where that is more
 * than there is. Unrealised gains and coins do not count: neither is money before it is sold. Undefined while a position
 * on margin has no price: then nobody can say how much it needs.
 */
export const freeFunds = (state: AccountState, book: Book, mids: Mids): Dec | undefined => {
  const held = heldByMargin(state, book, mids);
  const cash = dec(state.balances[book].USDT ?? '0');
  return held && cash.sub(held.margin).sub(held.loss).sub(lockedIn(state, book));
};

/** Units of a coin that are a cash position of the book: to take them would leave the position without them. */
const heldByPositions = (state: AccountState, book: Book, currency: Currency): Dec =>
  holdingsOf(state, book).reduce((sum, { leverage, side, instrumentId, quantity }) => {
    const isCoin = leverage === 1 && side === 'long' && INSTRUMENTS[instrumentId].base === currency;
    return isCoin ? sum.add(quantity) : sum;
  }, ZERO);

/**
 * What a book can give without touching what positions, margin or orders under way need; never below zero. Undefined as
 * {@link freeFunds} is.
 */
export const freeMoney = (state: AccountState, book: Book, currency: Currency, mids: Mids): Dec | undefined => {
  if (currency === 'USDT') {
    const free = freeFunds(state, book, mids);
    return free && maxOf(free, ZERO);
  }
  const balance = dec(state.balances[book][currency] ?? '0');
  return maxOf(balance.sub(heldByPositions(state, book, currency)), ZERO);
};
