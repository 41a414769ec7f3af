import type { VenueBalance, VenuePosition } from '../../../application/ports/venue.port.js';
import { isForeign } from '../../../domain/matching/foreign-orders.js';
import type { PaperOrder } from '../../../domain/matching/paper-order.js';
import type { EndedOrder, PaperVenueState } from '../../../domain/matching/paper-venue.state.js';
import { venueOrderIdOf } from '../../../domain/matching/place-order.js';
import type { Currency } from '../../../domain/market/instrument.js';
import type { ListedOrder } from '../../../domain/orders/listed-order.js';
import type { UnixMs } from '../../../domain/shared/time.js';

export const listed = ({ terms, placement, cumQty }: PaperOrder): ListedOrder => {
  const { accountId: _account, book: _book, clientOrderId, ...bare } = terms;
  const venueOrderId = venueOrderIdOf({ order: terms, placement });
  return { ...bare, ...(!isForeign(clientOrderId) && { clientOrderId }), venueOrderId, cumQty };
};

/** When the order was last filled or ended, unix ms; -1 for one that only works. */
const changedAt = (order: PaperOrder | EndedOrder): UnixMs =>
  'end' in order ? order.end.venueAt : (order.fills.at(-1)?.venueAt ?? -1);

/** Oldest first, among what the book remembers. */
export const changedIn = ({ working, ended }: PaperVenueState, since: UnixMs): readonly ListedOrder[] => {
  const recent = [...ended, ...working].filter((order) => changedAt(order) >= Math.max(since, 0));
  return recent.sort((a, b) => changedAt(a) - changedAt(b)).map(listed);
};

export const balancesOf = ({ balances }: PaperVenueState): readonly VenueBalance[] =>
  Object.entries(balances).map(([currency, total]) => ({ currency: currency as Currency, total }));

export const positionsOf = ({ positions }: PaperVenueState): readonly VenuePosition[] =>
  Object.values(positions).map(({ instrumentId, side, quantity, cost }) => {
    return { instrumentId, side: side === 'buy' ? 'long' : 'short', quantity, cost };
  });
