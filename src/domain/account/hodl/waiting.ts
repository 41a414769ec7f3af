import { dec, maxOf, minOf, text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, Reservation } from '../account.state.js';
import type { HodlCoin } from './hodl.events.js';

/** In the order in which they are bought. */
export const HODL_COINS: readonly HodlCoin[] = ['BTC', 'XRP'];

/** The purchase of a coin that is under way. */
export const purchaseOf = (state: AccountState, coin: HodlCoin): Reservation | undefined =>
  Object.values(state.reservations).find(
    ({ kind, instrumentId }) => kind === 'hodl' && instrumentId === `${coin}/USDT`,
  );

/** What purchases under way may still take, USDT. */
export const lockedForHodl = (state: AccountState): Dec =>
  Object.values(state.reservations).reduce((sum, { kind, reservedUsdt }) => {
    return kind === 'hodl' ? sum.add(reservedUsdt) : sum;
  }, ZERO);

/** Money that went elsewhere waits for nothing: what the book cannot pay is taken from the last coin first. */
export const fitWaiting = (state: AccountState): AccountState => {
  let left = maxOf(dec(state.balances.hodl.USDT ?? '0'), ZERO);
  const waiting: Partial<Record<HodlCoin, DecimalString>> = {};
  for (const coin of HODL_COINS) {
    const part = minOf(dec(state.hodl.waiting[coin]), left);
    waiting[coin] = text(part);
    left = left.sub(part);
  }
  return { ...state, hodl: { ...state.hodl, waiting: { ...state.hodl.waiting, ...waiting } } };
};
