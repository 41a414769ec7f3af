import type { OrderFact } from '../../domain/orders/order.events.js';
import { evolveOrder } from '../../domain/orders/order-evolution.js';
import { orderStatusOf } from '../../domain/orders/order-status.js';
import { isClosed, type OrderState } from '../../domain/orders/order.state.js';
import { assert } from '../../domain/shared/assert.js';
import { add } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection, type Read } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { OrderFeesRow, OrderRow } from './order.row.js';

const venueOrderIdOf = (fact: OrderFact): { readonly venueOrderId?: string } =>
  fact.type === 'OrderAccepted' || fact.type === 'OrderAdopted' ? { venueOrderId: fact.data.venueOrderId } : {};

const orderAfter = (before: OrderRow | undefined, recorded: RecordedFact): OrderRow => {
  const fact = deskFact(recorded) as OrderFact;
  const state = evolveOrder(before?.state ?? ({ status: 'none' } satisfies OrderState), fact);
  assert(state.status !== 'none', 'a fact makes an order exist');
  const { clientOrderId, instrumentId, purpose, positionId, intentId } = state.order;
  return {
    clientOrderId,
    state,
    ...(before?.venueOrderId !== undefined && { venueOrderId: before.venueOrderId }),
    ...venueOrderIdOf(fact),
    createdAt: before?.createdAt ?? recorded.metadata.at,
    updatedAt: recorded.metadata.at,
    position: before?.position ?? recorded.position,
    life: isClosed(state) ? 'ended' : 'working',
    status: orderStatusOf(state),
    instrumentId,
    purpose,
    ...(positionId !== undefined && { positionId }),
    intentId,
  };
};

const feesAfter = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = deskFact(recorded);
  if (fact.type !== 'FillBooked') return [];
  const { clientOrderId, feeUsdt } = fact.data;
  const before = read('fees', clientOrderId) as OrderFeesRow | undefined;
  const row: OrderFeesRow = { clientOrderId, feesUsdt: add(before?.feesUsdt ?? '0', feeUsdt) };
  return [put('fees', clientOrderId, clientOrderId, row)];
};

/** Orders by order facts, and what the account booked for them. */
export const ordersProjection: Projection = {
  name: 'orders',
  version: 2,
  tables: {
    orders: { filters: ['life', 'status', 'instrumentId', 'purpose', 'positionId', 'intentId'] },
    fees: { filters: ['clientOrderId'] },
  },
  categories: ['order', 'account'],
  reads: (recorded) => {
    if (categoryOf(recorded.stream) === 'order') return [{ table: 'orders', key: idOf(recorded.stream) }];
    const fact = deskFact(recorded);
    return fact.type === 'FillBooked' ? [{ table: 'fees', key: fact.data.clientOrderId }] : [];
  },
  project: (fact, read) => {
    if (categoryOf(fact.stream) !== 'order') return feesAfter(fact, read);
    const key = idOf(fact.stream);
    const row = orderAfter(read('orders', key) as OrderRow | undefined, fact);
    return [put('orders', key, row.position, row)];
  },
};
