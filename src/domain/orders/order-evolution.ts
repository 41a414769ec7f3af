import { assert, unreachable } from '../shared/assert.js';
import { dec, text } from '../shared/decimal.js';
import { addTrade } from './order-fills.js';
import type { OrderDetails } from './order-terms.js';
import { mayHaveQuantity, raisePending, sameTerms, withUpdate } from './order-update.js';
import type {
  OrderAdopted,
  OrderFact,
  OrderFilled,
  OrderSubmitted,
  OrderUpdated,
  OrderUpdateRequested,
} from './order.events.js';
import {
  fillsOf,
  isClosed,
  NO_FILLS,
  NOTHING_ASKED,
  type Asked,
  type ClosedOrder,
  type ExistingOrder,
  type OpenOrder,
  type OrderState,
  type WorkingOrder,
} from './order.state.js';

const existing = (state: OrderState, fact: OrderFact): ExistingOrder => {
  assert(state.status !== 'none', `${fact.type} of an order that was never initialized`);
  return state;
};

const open = (state: OrderState, fact: OrderFact): OpenOrder => {
  const order = existing(state, fact);
  assert(!isClosed(order), `${fact.type} after the end (${order.status})`);
  return order;
};

/** Any word of the venue about the order's life proves that it has it, whichever word comes first. */
const working = (state: OpenOrder): WorkingOrder =>
  state.status === 'working'
    ? state
    : {
        status: 'working',
        order: state.order,
        contradictions: state.contradictions,
        asked: state.asked,
        triggered: false,
        fills: NO_FILLS,
        leavesQty: state.order.quantity,
        termsAt: 0,
      };

/** A complete fill is the end that counts, in whichever order it and a cancel were reported. */
const close = (state: ExistingOrder, end: ClosedOrder['status'], reason: string): ClosedOrder => {
  const fills = fillsOf(state);
  const complete = dec(fills.cumQty).gte(state.order.quantity);
  const { order, contradictions } = state;
  return { status: complete ? 'filled' : end, order, contradictions, fills, reason: complete ? '' : reason };
};

/** Nothing left ends a working order, unless a requested raise may already be in force at the venue. */
const settle = (state: WorkingOrder): WorkingOrder | ClosedOrder => {
  const left = dec(state.order.quantity).sub(state.fills.cumQty);
  const mayGrow = left.isZero() && raisePending(state);
  return left.gt(0) || mayGrow ? { ...state, leavesQty: text(left) } : close(state, 'filled', '');
};

const filled = (state: ExistingOrder, { data }: OrderFilled): ExistingOrder => {
  const { tradeId, lastQty, lastPx, commission } = data;
  const fills = addTrade(fillsOf(state), tradeId, { lastQty, lastPx, commission });
  return isClosed(state)
    ? close({ ...state, fills }, state.status, state.reason)
    : settle({ ...working(state), fills });
};

const withoutUpdate = ({ update: _, ...asked }: Asked): Asked => asked;

const updateRequested = <S extends OpenOrder>(state: S, { data }: OrderUpdateRequested): S => {
  const { quantity, price, triggerPrice, reason, updateNo, protectionNo = state.asked.protectionNo } = data;
  const prices = { ...(price !== undefined && { price }), ...(triggerPrice !== undefined && { triggerPrice }) };
  return { ...state, asked: { ...state.asked, updateNo, protectionNo, update: { quantity, ...prices, reason } } };
};

/** The answer to an older request leaves the newest one pending, unless that would now raise what may not grow. */
const updated = (state: WorkingOrder, { data }: OrderUpdated): ExistingOrder => {
  const { order, asked } = state;
  const { update } = asked;
  const settled =
    update !== undefined &&
    (sameTerms(withUpdate(order, update), data.order) || !mayHaveQuantity(data.order, update.quantity));
  return settle({
    ...state,
    order: data.order,
    asked: settled ? withoutUpdate(asked) : asked,
    termsAt: data.venueAt,
  });
};

const updateRejected = (state: WorkingOrder): ExistingOrder => settle({ ...state, asked: withoutUpdate(state.asked) });

/** It carries the update that was asked for before, so nothing is left to ask of the venue. */
const submitted = ({ contradictions, asked }: OpenOrder, { data }: OrderSubmitted): OrderState => {
  const { order, attempt, deadline } = data;
  return { status: 'submitted', order, contradictions, asked: withoutUpdate(asked), attempt, deadline };
};

const initialized = (order: OrderDetails): OpenOrder => ({
  status: 'initialized',
  order,
  contradictions: [],
  asked: NOTHING_ASKED,
  attempts: 0,
});

const adopted = ({ order, venueOrderId }: OrderAdopted['data']): OrderState => ({
  ...working(initialized(order)),
  venueOrderId,
});

/** Facts of the way to the venue, up to its first word. */
const evolveSubmission = (
  state: OrderState,
  fact: Extract<OrderFact, { type: 'OrderDenied' | 'OrderSubmitted' | 'OrderNotSent' | 'OrderSubmissionUncertain' }>,
): OrderState => {
  const known = open(state, fact);
  const { order, contradictions, asked } = known;
  const kept = { order, contradictions, asked };
  const impossible = `${fact.type} of an order that is ${known.status}`;
  switch (fact.type) {
    case 'OrderDenied':
      assert(known.status === 'initialized', impossible);
      return close(known, 'denied', fact.data.code);
    case 'OrderSubmitted':
      assert(known.status === 'initialized' && fact.data.attempt === known.attempts + 1, impossible);
      return submitted(known, fact);
    case 'OrderNotSent':
      assert(known.status === 'submitted' && fact.data.attempt === known.attempt, impossible);
      return { ...kept, status: 'initialized', attempts: known.attempt };
    case 'OrderSubmissionUncertain': {
      assert(known.status === 'submitted' || known.status === 'uncertain', impossible);
      const { attempt, deadline } = known;
      return { ...kept, status: 'uncertain', attempt, deadline, absentReads: fact.data.absentReads };
    }
    default:
      return unreachable(fact, 'order submission');
  }
};

export const evolveOrder = (state: OrderState, fact: OrderFact): OrderState => {
  switch (fact.type) {
    case 'OrderInitialized':
      assert(state.status === 'none', 'an order is initialized once');
      return initialized(fact.data);
    case 'OrderAdopted':
      assert(state.status === 'none', 'an order is adopted once');
      return adopted(fact.data);
    case 'OrderDenied':
    case 'OrderSubmitted':
    case 'OrderNotSent':
    case 'OrderSubmissionUncertain':
      return evolveSubmission(state, fact);
    case 'OrderAccepted':
      return { ...working(open(state, fact)), venueOrderId: fact.data.venueOrderId };
    case 'OrderTriggered':
      return { ...working(open(state, fact)), triggered: true };
    case 'OrderFilled':
      return filled(existing(state, fact), fact);
    case 'OrderUpdateRequested':
      return updateRequested(open(state, fact), fact);
    case 'OrderUpdated':
      return updated(working(open(state, fact)), fact);
    case 'OrderUpdateRejected':
      return updateRejected(working(open(state, fact)));
    case 'OrderCancelRequested': {
      const known = open(state, fact);
      const { cancelNo, reason } = fact.data;
      return { ...known, asked: { ...known.asked, cancelNo, cancelPending: true, cancelReason: reason } };
    }
    case 'OrderCancelRejected': {
      const known = open(state, fact);
      return { ...known, asked: { ...known.asked, cancelPending: false } };
    }
    case 'OrderRejected':
      return close(open(state, fact), 'rejected', fact.data.reason);
    case 'OrderCanceled':
      return close(open(state, fact), 'canceled', fact.data.reason);
    case 'OrderExpired':
      return close(open(state, fact), 'expired', '');
    case 'OrderContradicted': {
      const known = existing(state, fact);
      return { ...known, contradictions: [...known.contradictions, fact.data.key].sort() };
    }
    default:
      return unreachable(fact, 'order fact');
  }
};
