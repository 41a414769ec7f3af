import type { ListedTerms } from '../orders/listed-order.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { stableId } from '../shared/stable-id.js';
import { venueOrderIdOf } from './place-order.js';

/** No client id of ours begins so: those are UUIDs. */
const PREFIX = 'foreign-';

/** Placed at the venue by someone else, without a client id; the venue's own book needs a name for it all the same. */
export const isForeign = (clientOrderId: string): boolean => clientOrderId.startsWith(PREFIX);

/** The n-th order of the account that is not ours, as the venue's book has it. */
export const foreignOrder = (terms: ListedTerms, accountId: string, n: number): OrderTerms => ({
  ...terms,
  clientOrderId: `${PREFIX}${stableId('foreignOrder', accountId, n)}`,
  accountId,
  book: 'trading',
});

/** What the outside knows the order by: its client id, or the venue's own where it has none. */
export const outsideName = (clientOrderId: string): string =>
  isForeign(clientOrderId) ? venueOrderIdOf({ order: { clientOrderId }, placement: 1 }) : clientOrderId;
