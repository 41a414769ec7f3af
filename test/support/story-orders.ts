/** The orders of the story, and their fills. */
import type { OrderDetails } from '../../src/domain/orders/order-terms.js';
import type { OrderFact, OrderFilled } from '../../src/domain/orders/order.events.js';
import type { Commit } from './desk-log.js';
import { second } from './story-time.js';

export const entryOrder: OrderDetails = {
  clientOrderId: 'entry-1',
  accountId: 'paper',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  quantity: '0.02',
  price: '60000',
  timeInForce: 'GTD',
  expiresAt: second(900),
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
  purpose: 'entry',
  permission: { type: 'IntentApproved', key: 'intent-1#1' },
  intentId: 'intent-1',
  correlationId: 'cycle-1',
  levels: { stop: '59000', target: '62400' },
  approvalExpiresAt: second(12),
};

export const stopOrder: OrderDetails = {
  clientOrderId: 'stop-1',
  accountId: 'paper',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'sell',
  type: 'stop-loss',
  quantity: '0.005',
  triggerPrice: '59000',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: true,
  leverage: 1,
  purpose: 'stop',
  permission: { type: 'ProtectionChanged', key: 'position-1#1' },
  intentId: 'intent-1',
  correlationId: 'cycle-1',
  positionId: 'position-1',
};

export const closeOrder: OrderDetails = {
  clientOrderId: 'close-1',
  accountId: 'paper',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'sell',
  type: 'limit',
  quantity: '0.02',
  price: '62088',
  timeInForce: 'IOC',
  postOnly: false,
  reduceOnly: true,
  leverage: 1,
  purpose: 'close',
  permission: { type: 'ExitStepped', key: 'exit-1#1' },
  intentId: 'intent-1',
  correlationId: 'cycle-1',
  positionId: 'position-1',
  exit: { exitId: 'exit-1', step: 1 },
};

export const fill = (order: OrderDetails, more: Partial<OrderFilled['data']> = {}): OrderFilled => ({
  type: 'OrderFilled',
  data: {
    order,
    fillNo: 0,
    tradeId: 'trade-1',
    lastQty: '0.005',
    lastPx: '60000',
    cumQty: '0.005',
    leavesQty: '0.015',
    liquiditySide: 'taker',
    commission: '1.2',
    commissionCurrency: 'USDT',
    rate: '1',
    late: false,
    venueAt: second(4),
    ...more,
  },
});

export const firstFill = fill(entryOrder);
export const secondFill = fill(entryOrder, {
  fillNo: 1,
  tradeId: 'trade-2',
  lastQty: '0.015',
  lastPx: '59990',
  cumQty: '0.02',
  leavesQty: '0',
  commission: '3.5994',
});
export const closingFill = fill(closeOrder, {
  tradeId: 'trade-3',
  lastQty: '0.02',
  lastPx: '62400',
  cumQty: '0.02',
  leavesQty: '0',
  commission: '4.992',
});

export const orderCommit = (clientOrderId: string, n: number, ...facts: readonly OrderFact[]): Commit => ({
  stream: `order-${clientOrderId}`,
  at: second(n),
  facts,
});

export const submitted = (order: OrderDetails, n: number): readonly OrderFact[] => [
  { type: 'OrderInitialized', data: order },
  { type: 'OrderSubmitted', data: { order, attempt: 1, deadline: second(n + 5), dueAt: second(n + 10) } },
];

export const accepted = (order: OrderDetails, venueOrderId: string): OrderFact => ({
  type: 'OrderAccepted',
  data: { order, venueOrderId, venueAt: second(3) },
});
