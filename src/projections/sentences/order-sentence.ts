import type { OrderFact } from '../../domain/orders/order.events.js';
import type { OrderDetails } from '../../domain/orders/order-terms.js';
import { unreachable } from '../../domain/shared/assert.js';

const priceOf = ({ price, triggerPrice }: Pick<OrderDetails, 'price' | 'triggerPrice'>): string => {
  const limit = price === undefined ? '' : ` at ${price}`;
  return triggerPrice === undefined ? limit : `${limit} when ${triggerPrice} is reached`;
};

export const termsText = (order: OrderDetails): string =>
  `${order.type} ${order.side} ${order.quantity} ${order.instrumentId}${priceOf(order)}`;

/** Whose word it is: what we asked and denied is the desk's, the rest the venue said. */
export const byVenue = ({ type }: OrderFact): boolean =>
  !['OrderInitialized', 'OrderDenied', 'OrderSubmitted', 'OrderNotSent', 'OrderSubmissionUncertain'].includes(type) &&
  !type.endsWith('Requested');

/** One sentence on an order's fact. */
export const orderSentence = (fact: OrderFact): string => {
  switch (fact.type) {
    case 'OrderInitialized':
      return `${fact.data.purpose} order: ${termsText(fact.data)}`;
    case 'OrderAdopted':
      return `found at the venue as ${fact.data.venueOrderId}, not ours: ${termsText(fact.data.order)}`;
    case 'OrderDenied':
      return `denied by the desk, ${fact.data.code}: ${fact.data.detail}`;
    case 'OrderSubmitted':
      return `sent to the venue, attempt ${fact.data.attempt}`;
    case 'OrderNotSent':
      return `attempt ${fact.data.attempt} did not reach the venue: ${fact.data.detail}`;
    case 'OrderSubmissionUncertain':
      return `no answer to attempt ${fact.data.attempt}: ${fact.data.detail}; the venue is asked`;
    case 'OrderAccepted':
      return `accepted by the venue as ${fact.data.venueOrderId}`;
    case 'OrderRejected':
      return `rejected by the venue: ${fact.data.reason}`;
    case 'OrderTriggered':
      return 'triggered';
    case 'OrderUpdateRequested':
      return `update asked for (${fact.data.reason}): ${fact.data.quantity}${priceOf(fact.data)}`;
    case 'OrderUpdated':
      return `updated: ${termsText(fact.data.order)}`;
    case 'OrderUpdateRejected':
      return `update rejected by the venue: ${fact.data.reason}`;
    case 'OrderCancelRequested':
      return `cancel asked for: ${fact.data.reason}`;
    case 'OrderCancelRejected':
      return `cancel rejected by the venue: ${fact.data.reason}`;
    case 'OrderCanceled':
      return `canceled with ${fact.data.cumQty} filled: ${fact.data.reason}`;
    case 'OrderExpired':
      return `expired with ${fact.data.cumQty} filled`;
    case 'OrderFilled': {
      const { lastQty, lastPx, cumQty, order, late } = fact.data;
      const whole = `${order.side === 'buy' ? 'bought' : 'sold'} ${lastQty} at ${lastPx}, ${cumQty} of ${order.quantity} filled`;
      return late ? `${whole}, after the order had ended` : whole;
    }
    case 'OrderContradicted':
      return `the venue contradicts itself: ${fact.data.detail}`;
    default:
      return unreachable(fact, 'order fact');
  }
};
