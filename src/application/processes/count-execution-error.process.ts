import type { OrderDenied, OrderRejected } from '../../domain/orders/order.events.js';
import type { OrderDetails } from '../../domain/orders/order-terms.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Addressed, Moment, Process } from './process.js';

const count = (
  { clientOrderId, instrumentId }: OrderDetails,
  reason: string,
  { at, accountId }: Moment,
): Addressed => ({
  to: 'account',
  id: accountId,
  command: { type: 'CountExecutionError', at, clientOrderId, instrumentId, reason },
});

/**
 * An order that the venue refused, that never arrived there or could not be sent is an error of execution, whatever it
 * was for. What we denied ourselves (taken back, approval too old) is none.
 */
export const countExecutionError: Process = {
  name: 'count execution error',
  on: {
    OrderRejected: (fact, moment) => {
      const { order, reason } = (fact as RecordedFact<OrderRejected>).data;
      return [count(order, reason, moment)];
    },
    OrderDenied: (fact, moment) => {
      const { order, code, detail } = (fact as RecordedFact<OrderDenied>).data;
      return code === 'NOT_SENT' ? [count(order, `${code}: ${detail}`, moment)] : [];
    },
  },
};
