import type { OrderFact } from '../../domain/orders/order.events.js';
import { fillsOf, type OrderState } from '../../domain/orders/order.state.js';
import { assert } from '../../domain/shared/assert.js';
import { dec, SPLIT_PLACES, text } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact } from '../projection.js';
import { byVenue, orderSentence } from '../sentences/order-sentence.js';
import type { OrderView } from '../views.js';
import type { OrderFeesRow, OrderRow } from './order.row.js';

const reasonOf = (state: OrderState): { readonly reason?: string } =>
  'reason' in state && state.reason !== '' ? { reason: state.reason } : {};

/** Present terms and status from the order, fees from the account. */
export const orderView = (row: OrderRow, fees: OrderFeesRow | undefined): OrderView => {
  const { state } = row;
  assert(state.status !== 'none', `order ${row.clientOrderId} has a row and no facts`);
  const { order } = state;
  const { cumQty, cumCost } = fillsOf(state);
  const ended = row.life === 'ended';
  return {
    clientOrderId: row.clientOrderId,
    ...(row.venueOrderId !== undefined && { venueOrderId: row.venueOrderId }),
    purpose: order.purpose,
    intentId: order.intentId,
    ...(order.positionId !== undefined && { positionId: order.positionId }),
    instrumentId: order.instrumentId,
    book: order.book,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    reduceOnly: order.reduceOnly,
    leverage: order.leverage,
    quantity: order.quantity,
    ...(order.price !== undefined && { price: order.price }),
    ...(order.triggerPrice !== undefined && { triggerPrice: order.triggerPrice }),
    status: row.status,
    cumQty,
    // What an order that has ended did not fill is not open any more.
    leavesQty: ended ? '0' : text(dec(order.quantity).sub(cumQty)),
    ...(!dec(cumQty).isZero() && { avgPx: text(dec(cumCost).div(cumQty).toDecimalPlaces(SPLIT_PLACES)) }),
    feesUsdt: fees?.feesUsdt ?? '0',
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...reasonOf(state),
    adopted: order.permission.type === 'ForeignOrderAdopted',
    permission: order.permission,
  };
};

/** The order's life as it was written, ours and the venue's word. */
export const timelineOf = (facts: readonly RecordedFact[]): NonNullable<OrderView['timeline']> =>
  facts.map((recorded) => {
    const fact = deskFact(recorded) as OrderFact;
    const { position, version, type, metadata } = recorded;
    return {
      at: metadata.at,
      position,
      version,
      type,
      text: orderSentence(fact),
      by: byVenue(fact) ? 'venue' : 'desk',
    };
  });
