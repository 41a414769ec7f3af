import { dec, text, type DecimalString } from '../shared/decimal.js';
import type { OrderDetails } from './order-terms.js';
import type { OpenOrder, UpdateTerms } from './order.state.js';

/** The order as it would be with the update in force. */
export const withUpdate = (order: OrderDetails, update: UpdateTerms): OrderDetails => ({
  ...order,
  quantity: text(update.quantity),
  ...(update.price !== undefined && { price: text(update.price) }),
  ...(update.triggerPrice !== undefined && { triggerPrice: text(update.triggerPrice) }),
});

const sameNumber = (a: DecimalString | undefined, b: DecimalString | undefined): boolean =>
  a === undefined || b === undefined ? a === b : dec(a).eq(b);

type Priced = Pick<OrderDetails, 'quantity' | 'price' | 'triggerPrice'>;

export const sameTerms = (a: Priced, b: Priced): boolean =>
  sameNumber(a.quantity, b.quantity) && sameNumber(a.price, b.price) && sameNumber(a.triggerPrice, b.triggerPrice);

/** A permission covers a quantity; only a stop follows what gets filled, and may grow with it. */
export const mayHaveQuantity = (order: OrderDetails, quantity: DecimalString): boolean =>
  order.purpose === 'stop' ? dec(quantity).gt(0) : dec(quantity).gt(0) && dec(quantity).lte(order.quantity);

/** A pending update would give the order more to fill than it has now. */
export const raisePending = ({ order, asked }: Pick<OpenOrder, 'order' | 'asked'>): boolean =>
  asked.update !== undefined && dec(asked.update.quantity).gt(order.quantity);
