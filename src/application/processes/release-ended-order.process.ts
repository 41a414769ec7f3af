import type { OrderCanceled, OrderDenied, OrderExpired, OrderRejected } from '../../domain/orders/order.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Moment, Process } from './process.js';

type Ended = OrderDenied | OrderRejected | OrderCanceled | OrderExpired;

const wordFor = ({ type, data }: Ended): string => {
  if (type === 'OrderDenied') return `denied: ${data.code}`;
  if (type === 'OrderRejected') return `rejected: ${data.reason}`;
  return type === 'OrderCanceled' ? `canceled: ${data.reason}` : 'expired';
};

const release = (fact: RecordedFact, { at, accountId, quotes }: Moment) => {
  const ended = { type: fact.type, data: fact.data } as Ended;
  const { clientOrderId } = ended.data.order;
  const command = { type: 'ReleaseReservation' as const, at, clientOrderId, reason: wordFor(ended), quotes };
  return [{ to: 'account' as const, id: accountId, command }];
};

/** An order that ended frees what it had locked; a lost stop or a spent rung lets the exit go on. */
export const releaseEndedOrder: Process = {
  name: 'release ended order',
  on: { OrderDenied: release, OrderRejected: release, OrderCanceled: release, OrderExpired: release },
};
