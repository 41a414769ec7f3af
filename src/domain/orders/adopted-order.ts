import { stableId } from '../shared/stable-id.js';
import { nameAtVenue, type ListedOrder, type ListedTerms } from './listed-order.js';
import type { OrderDetails } from './order-terms.js';

/** The same order has the same name here, however often and after whatever crash it is found. */
export const foreignOrderId = (venue: string, venueOrderId: string): string =>
  stableId('foreign order', venue, venueOrderId);

const termsOf = (line: ListedOrder): ListedTerms => {
  const { clientOrderId: _name, venueOrderId: _id, cumQty: _filled, ...terms } = line;
  return terms;
};

/** An order at the venue that is not ours, as ours are kept: an opening of the trading book that nobody approved. */
export const adoptedDetails = (foreignId: string, accountId: string, line: ListedOrder): OrderDetails => ({
  ...termsOf(line),
  clientOrderId: foreignId,
  accountId,
  book: 'trading',
  purpose: 'entry',
  permission: { type: 'ForeignOrderAdopted', key: foreignId },
  intentId: foreignId,
  correlationId: foreignId,
  foreign: {
    venueOrderId: line.venueOrderId,
    ...(line.clientOrderId !== undefined && { clientOrderId: line.clientOrderId }),
  },
});

/** What the venue's calls know our order by. */
export const calledAtVenue = ({ clientOrderId, foreign }: Pick<OrderDetails, 'clientOrderId' | 'foreign'>): string =>
  foreign ? nameAtVenue(foreign) : clientOrderId;
