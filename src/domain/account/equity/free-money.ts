import { INSTRUMENTS, type Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, maxOf, minOf, ZERO, type Dec } from '../../shared/decimal.js';
import type { AccountState } from '../account.state.js';
import { unrealisedOf, usdtRate, type Mids } from './valuation.js';

/** Open positions, and the dust of ended ones, which the next position of its kind takes over. */
const holdings = ({ positions, dust }: AccountState) => [...Object.values(positions), ...Object.values(dust)];

/** Margin of the open positions of a book and their losses, USDT; undefined without a price for one of them. */
const heldByMargin = (state: AccountState, book: Book, mids: Mids): Dec | undefined => {
  let held = ZERO;
  let gains = ZERO;
  for (const position of holdings(state)) {
    if (position.book !== book || position.leverage <= 1) continue;
    const rate = usdtRate(INSTRUMENTS[position.instrumentId].quote, mids);
    const gain = unrealisedOf(position, mids);
    if (rate === undefined || gain === undefined) return undefined;
    held = held.add(dec(position.cost).mul(rate).div(position.leverage));
    gains = gains.add(gain);
  }
  return held.sub(minOf(ZERO, gains));
};

/** Units of a coin that are a cash position of the book: to take them would leave the position without them. */
const heldByPositions = (state: AccountState, book: Book, currency: Currency): Dec =>
  holdings(state).reduce((sum, position) => {
    const own = position.book === book && position.leverage === 1 && position.side === 'long';
    return own && INSTRUMENTS[position.instrumentId].base === currency ? sum.add(position.quantity) : sum;
  }, ZERO);

/** An order at the venue that nobody approved may take from the trading book whatever it is worth. */
const wantedByOthers = ({ foreignOrders }: AccountState, book: Book): Dec =>
  book === 'trading'
    ? Object.values(foreignOrders).reduce((sum, { notionalUsdt }) => sum.add(notionalUsdt), ZERO)
    : ZERO;

/**
 * What a book can give without touching what positions, margin or orders under way need; never below zero. Undefined
 * while an open margin position has no price: then nobody can say how much it needs.
 */
export const freeMoney = (state: AccountState, book: Book, currency: Currency, mids: Mids): Dec | undefined => {
  const balance = dec(state.balances[book][currency] ?? '0');
  if (currency !== 'USDT') return maxOf(balance.sub(heldByPositions(state, book, currency)), ZERO);
  const margin = heldByMargin(state, book, mids);
  if (margin === undefined) return undefined;
  const locked = Object.values(state.reservations).reduce(
    (sum, reservation) => (reservation.book === book ? sum.add(reservation.reservedUsdt) : sum),
    ZERO,
  );
  return maxOf(balance.sub(margin).sub(locked).sub(wantedByOthers(state, book)), ZERO);
};
