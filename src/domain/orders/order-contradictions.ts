import type { OrderFact } from './order.events.js';
import type { ExistingOrder } from './order.state.js';

/**
 * What a venue can say that cannot be true. Each is recorded once per order (`trade:` once per trade id that is known),
 * so that a venue that repeats its nonsense does not make the stream grow.
 */
export type ContradictionKey =
  /** A known trade id with another quantity, price or commission: the first numbers stand. */
  | `trade:${string}`
  /** An execution whose numbers cannot be booked. */
  | 'unusable-fill'
  /** Filled beyond the order's quantity: booked, because it is real money. */
  | 'overfill'
  /** Both rejected and accepted, triggered, updated or filled. */
  | 'alive-and-rejected'
  /** The venue speaks of an order that we denied and never sent. */
  | 'answer-to-denied'
  /** Two different ends, none of them a complete fill. */
  | 'two-ends'
  | 'second-venue-order-id'
  /** An update that raises a quantity no permission covers. */
  | 'quantity-raised'
  | 'unusable-update'
  /** A working order that one look-up found nowhere: not yet a proof of anything. */
  | 'absent';

export const contradict = (state: ExistingOrder, key: ContradictionKey, detail: string): readonly OrderFact[] =>
  state.contradictions.includes(key) ? [] : [{ type: 'OrderContradicted', data: { order: state.order, key, detail } }];
