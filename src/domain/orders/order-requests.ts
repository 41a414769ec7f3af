/** What we ask of the venue about an order that it has, or may have. */
import { dec } from '../shared/decimal.js';
import { denied } from './order-submission.js';
import { mayHaveQuantity, sameTerms, withUpdate } from './order-update.js';
import type { RequestCancel, RequestUpdate } from './order.commands.js';
import type { OrderFact } from './order.events.js';
import { fillsOf, isClosed, type OpenOrder, type OrderState, type UpdateTerms } from './order.state.js';

const cancelRequested = ({ order, asked }: OpenOrder, reason: string): OrderFact => ({
  type: 'OrderCancelRequested',
  data: { order, cancelNo: asked.cancelNo + 1, reason },
});

export const requestCancel = ({ reason }: RequestCancel, state: OrderState): readonly OrderFact[] => {
  if (state.status === 'none' || isClosed(state)) return [];
  if (state.status === 'initialized') return [denied(state.order, 'REVOKED', reason)];
  return state.asked.cancelPending ? [] : [cancelRequested(state, reason)];
};

const updateRequested = (
  { order, asked }: OpenOrder,
  terms: UpdateTerms,
  reason: string,
  protectionNo: number = asked.protectionNo,
): OrderFact => {
  const { quantity, price, triggerPrice } = withUpdate(order, terms);
  const prices = {
    ...(terms.price !== undefined && { price }),
    ...(terms.triggerPrice !== undefined && { triggerPrice }),
  };
  const source = { reason, ...(protectionNo > 0 && { protectionNo }) };
  return {
    type: 'OrderUpdateRequested',
    data: { order, updateNo: asked.updateNo + 1, quantity, ...prices, ...source },
  };
};

/**
 * Nothing happens where the terms stand (or are asked for) already, where the quantity would exceed the permission, and
 * where it would not exceed what is filled: such an order wants a cancel. Before the venue has the order the request is
 * recorded and made again once it has.
 */
export const requestUpdate = (command: RequestUpdate, state: OrderState): readonly OrderFact[] => {
  if (state.status === 'none' || isClosed(state)) return [];
  const { order, asked } = state;
  const { protectionNo } = command;
  // After a crash facts are delivered again: an older protection must not take a stop back to what it was.
  if (protectionNo !== undefined && protectionNo <= asked.protectionNo) return [];
  if (!mayHaveQuantity(order, command.quantity) || !dec(command.quantity).gt(fillsOf(state).cumQty)) return [];
  const expected = asked.update ? withUpdate(order, asked.update) : order;
  if (sameTerms(withUpdate(order, command), expected)) return [];
  return [updateRequested(state, command, command.reason, protectionNo)];
};

/**
 * A cancel or an update that was asked for before the venue knew the order may have met "unknown order"; it is asked
 * for again with the venue's first word, so that a revoked order never stays alive for having been accepted late.
 */
export const askAgain = (state: OpenOrder): readonly OrderFact[] => {
  const { cancelNo, cancelReason, update } = state.asked;
  return [
    ...(cancelNo > 0 ? [cancelRequested(state, cancelReason)] : []),
    ...(update ? [updateRequested(state, update, update.reason)] : []),
  ];
};
