import type { ForeignOrderCancelRequested } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** What an operator does not want at the venue, or what had been claimed and may not open anything any more. */
export const cancelForeignOrder: Process = {
  name: 'cancel foreign order',
  on: {
    ForeignOrderCancelRequested: (fact, { at }) => {
      const { foreignOrderId, reason } = (fact as RecordedFact<ForeignOrderCancelRequested>).data;
      return [{ to: 'order', id: foreignOrderId, command: { type: 'RequestCancel', at, reason } }];
    },
  },
};
