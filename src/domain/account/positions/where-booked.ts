import type { OrderDetails } from '../../orders/order-terms.js';
import { positionKey, type AccountState, type PositionState } from '../account.state.js';

/** Cash changes balances, margin borrows: the venue never nets one with the other, so neither do the books. */
export const isAlike = (a: { readonly leverage: number }, b: { readonly leverage: number }): boolean =>
  a.leverage > 1 === b.leverage > 1;

type Placed = Pick<PositionState, 'book' | 'instrumentId'>;

/** Where a position stands: the first of its instrument, and what can only be booked apart from it. */
const placesOf = ({ book, instrumentId }: Placed): readonly [string, string] => {
  const place = positionKey(book, instrumentId);
  return [place, `${place}:apart`];
};

/** All that are open there: the first of the instrument, and what is booked apart from it. */
export const openAt = (state: AccountState, at: Placed): readonly PositionState[] =>
  placesOf(at).flatMap((place) => state.positions[place] ?? []);

/** @returns undefined when the position is not open (any more) */
export const placeOf = (state: AccountState, positionId: string, at: Placed): string | undefined =>
  placesOf(at).find((place) => state.positions[place]?.positionId === positionId);

/** For a position that opens. */
export const freePlace = (state: AccountState, at: Placed): string | undefined =>
  placesOf(at).find((place) => state.positions[place] === undefined);

/**
 * Where a fill is booked: a stop or a close to its own position, all else to what is open of its kind. A late entry fill
 * on margin beside a cash position, or the other way round, finds none and opens one apart.
 */
export const placeOfFill = (
  state: AccountState,
  order: Pick<OrderDetails, 'book' | 'instrumentId' | 'leverage' | 'positionId'>,
): string => {
  const own = order.positionId === undefined ? undefined : placeOf(state, order.positionId, order);
  const alike = placesOf(order).find((place) => {
    const position = state.positions[place];
    return position !== undefined && isAlike(position, order);
  });
  return own ?? alike ?? freePlace(state, order) ?? placesOf(order)[0];
};
