/** The way to the venue: permission, one attempt at a time, and what is known when no answer comes. */
import { assert } from '../shared/assert.js';
import { dec } from '../shared/decimal.js';
import { contradict } from './order-contradictions.js';
import { ANSWER_LIFE_MS, LOST_READS_MS, MAX_ATTEMPTS, nextReadAt, retryAt, SUBMIT_LIFE_MS } from './order-timing.js';
import { withUpdate } from './order-update.js';
import type {
  AdoptOrder,
  DenyOrder,
  InitializeOrder,
  RecordAbsent,
  RecordNotSent,
  RecordUncertain,
  SubmitOrder,
} from './order.commands.js';
import type { OrderDenialCode, OrderFact } from './order.events.js';
import { takesOn, type OrderDetails } from './order-terms.js';
import {
  fillsOf,
  type OrderState,
  type SubmittedOrder,
  type UncertainOrder,
  type WorkingOrder,
} from './order.state.js';

export const denied = (order: OrderDetails, code: OrderDenialCode, detail: string): OrderFact => ({
  type: 'OrderDenied',
  data: { order, code, detail },
});

const isPricedLimit = ({ type, price }: OrderDetails): boolean => type === 'limit' && price !== undefined;

export const initializeOrder = ({ details }: InitializeOrder, state: OrderState): readonly OrderFact[] => {
  if (state.status !== 'none') return [];
  assert(dec(details.quantity).gt(0), `order ${details.clientOrderId} without a quantity`);
  // Without it an opening could be sent long after a halt.
  assert(details.purpose !== 'entry' || details.approvalExpiresAt !== undefined, 'an opening without an expiry');
  // What takes something on names its worst price (ADR 29).
  assert(!takesOn(details.purpose) || isPricedLimit(details), `order ${details.clientOrderId} takes on at any price`);
  return [{ type: 'OrderInitialized', data: details }];
};

/** What is at the venue already: it was never ours to permit, and it is booked and watched like our own. */
export const adoptOrder = ({ at, details, venueOrderId }: AdoptOrder, state: OrderState): readonly OrderFact[] => {
  if (state.status !== 'none') return [];
  assert(details.foreign !== undefined, `order ${details.clientOrderId} is adopted without the venue's names`);
  return [{ type: 'OrderAdopted', data: { order: details, venueOrderId, venueAt: at } }];
};

/** What buys on purpose expires: nothing may refuse a stop or an exit. */
const approvalExpired = ({ purpose, approvalExpiresAt }: OrderDetails, at: number): boolean =>
  takesOn(purpose) && approvalExpiresAt !== undefined && at > approvalExpiresAt;

export const submitOrder = ({ at, attempt }: SubmitOrder, state: OrderState): readonly OrderFact[] => {
  if (state.status !== 'initialized' || attempt !== state.attempts + 1) return [];
  const { order, asked } = state;
  if (approvalExpired(order, at)) {
    return [denied(order, 'APPROVAL_EXPIRED', `approved until ${order.approvalExpiresAt}, to be submitted at ${at}`)];
  }
  // What was updated while the order was still ours is sent as it is wanted now.
  const wanted = asked.update ? withUpdate(order, asked.update) : order;
  const times = { deadline: at + SUBMIT_LIFE_MS, dueAt: at + ANSWER_LIFE_MS };
  return [{ type: 'OrderSubmitted', data: { order: wanted, attempt, ...times } }];
};

/** Once the order is uncertain the claim comes too late: the look-ups decide, and nothing is sent again. */
export const recordNotSent = (command: RecordNotSent, state: OrderState): readonly OrderFact[] => {
  const { at, attempt, detail } = command;
  if (state.status !== 'submitted' || attempt !== state.attempt) return [];
  const { order, asked } = state;
  const revoked = asked.cancelNo > 0;
  if (!revoked && attempt < MAX_ATTEMPTS) {
    const dueAt = retryAt(at, order.clientOrderId, attempt);
    return [{ type: 'OrderNotSent', data: { order, attempt, detail, dueAt } }];
  }
  const end = revoked ? denied(order, 'REVOKED', asked.cancelReason) : denied(order, 'NOT_SENT', detail);
  return [{ type: 'OrderNotSent', data: { order, attempt, detail } }, end];
};

/** An order that was sent needs a cancel; one that has not been is simply not sent. */
export const denyOrder = ({ code, detail }: DenyOrder, state: OrderState): readonly OrderFact[] =>
  state.status === 'initialized' ? [denied(state.order, code, detail)] : [];

/** Why an order ended that the venue had and lists nowhere any more. */
export const LOST_BY_VENUE = 'LOST_BY_VENUE';

const uncertain = (
  { order, attempt, deadline }: SubmittedOrder | UncertainOrder,
  detail: string,
  absentReads: readonly number[],
): OrderFact => ({
  type: 'OrderSubmissionUncertain',
  data: { order, attempt, detail, absentReads, dueAt: nextReadAt(deadline, absentReads) },
});

export const recordUncertain = ({ attempt, detail }: RecordUncertain, state: OrderState): readonly OrderFact[] => {
  if (state.status !== 'submitted' || (attempt ?? state.attempt) !== state.attempt) return [];
  return [uncertain(state, detail, [])];
};

/** Suddenly nowhere: said once. Nowhere 30 s later still: the venue has lost it, and a late fill is all that may come. */
const absentWhileWorking = (state: WorkingOrder, { readAt, firstReadAt }: RecordAbsent): readonly OrderFact[] => {
  if (firstReadAt === undefined || readAt - firstReadAt < LOST_READS_MS) {
    return contradict(state, 'absent', `the venue had it, and at ${readAt} lists it nowhere`);
  }
  const { cumQty } = fillsOf(state);
  const absentReads = [firstReadAt, readAt];
  const data = { order: state.order, reason: LOST_BY_VENUE, absentReads, cumQty, venueAt: readAt };
  return [{ type: 'OrderCanceled', data }];
};

/**
 * Not found is not canceled. A look-up counts when it was made 30 s past the deadline or later; the second one, 5 s
 * after the first, proves that the order never arrived. A working order takes two reads 30 s apart.
 */
export const recordAbsent = (command: RecordAbsent, state: OrderState): readonly OrderFact[] => {
  const { readAt } = command;
  if (state.status === 'working') return absentWhileWorking(state, command);
  if (state.status !== 'submitted' && state.status !== 'uncertain') return [];
  const reads = state.status === 'uncertain' ? state.absentReads : [];
  if (readAt < nextReadAt(state.deadline, reads)) return [];
  const absentReads = [...reads, readAt];
  if (absentReads.length === 1) return [uncertain(state, 'not listed by the venue', absentReads)];
  return [{ type: 'OrderRejected', data: { order: state.order, reason: 'NEVER_ARRIVED', absentReads, cumQty: '0' } }];
};
