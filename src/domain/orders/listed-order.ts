import type { DecimalString } from '../shared/decimal.js';
import type { OrderTerms } from './order-terms.js';

/** The terms that a venue knows of; which account and book they serve is ours. */
export type ListedTerms = Omit<OrderTerms, 'clientOrderId' | 'accountId' | 'book'>;

/** One line of a venue's lists of orders. */
export interface ListedOrder extends ListedTerms {
  /** Absent for an order that was placed without one, on the venue's own pages for example. */
  readonly clientOrderId?: string;
  readonly venueOrderId: string;
  /** Base, filled so far. */
  readonly cumQty: DecimalString;
}

/** What the venue's calls know the order by. */
export const nameAtVenue = (order: Pick<ListedOrder, 'clientOrderId' | 'venueOrderId'>): string =>
  order.clientOrderId ?? order.venueOrderId;
