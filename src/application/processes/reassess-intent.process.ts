import type { OrderDenied } from '../../domain/orders/order.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** An approval is good for 10 s: what was not sent by then is judged anew, by the prices and the account of now. */
export const reassessIntent: Process = {
  name: 'reassess intent',
  on: {
    OrderDenied: (fact, { at, accountId, quotes }) => {
      const { order, code } = (fact as RecordedFact<OrderDenied>).data;
      if (code !== 'APPROVAL_EXPIRED') return [];
      const { clientOrderId } = order;
      const command = { type: 'ReassessIntent' as const, at, clientOrderId, reason: `denied: ${code}`, quotes };
      return [{ to: 'account', id: accountId, command }];
    },
  },
};
