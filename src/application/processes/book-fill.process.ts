import type { OrderFilled } from '../../domain/orders/order.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** Every execution is booked; the quotes are there to value the account after it. */
export const bookFill: Process = {
  name: 'book fill',
  on: {
    OrderFilled: (fact, { at, accountId, quotes }) => [
      {
        to: 'account',
        id: accountId,
        command: { type: 'BookFill', at, fill: (fact as RecordedFact<OrderFilled>).data, quotes },
      },
    ],
  },
};
