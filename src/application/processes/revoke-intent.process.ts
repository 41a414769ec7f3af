import type { IntentRevoked } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** A revoked approval: its order is denied if it has not gone out, cancelled if it has. */
export const revokeIntent: Process = {
  name: 'revoke intent',
  on: {
    IntentRevoked: (fact, { at }) => {
      const { clientOrderId, reason } = (fact as RecordedFact<IntentRevoked>).data;
      return [{ to: 'order', id: clientOrderId, command: { type: 'RequestCancel', at, reason: `revoked: ${reason}` } }];
    },
  },
};
