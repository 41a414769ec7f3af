import type { HodlOrdered } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** A purchase becomes exactly one buying order: for cash, in the hodl book, with no stop and nothing to protect. */
export const placeHodlOrder: Process = {
  name: 'place hodl order',
  on: {
    HodlOrdered: (fact, { at, accountId }) => {
      const { data, metadata } = fact as RecordedFact<HodlOrdered>;
      const details = {
        clientOrderId: data.clientOrderId,
        accountId,
        book: 'hodl' as const,
        instrumentId: data.instrumentId,
        side: 'buy' as const,
        type: 'limit' as const,
        quantity: data.quantity,
        price: data.limit,
        timeInForce: 'GTD' as const,
        expiresAt: data.expiresAt,
        postOnly: false,
        reduceOnly: false,
        leverage: 1,
        purpose: 'hodl' as const,
        permission: { type: 'HodlOrdered' as const, key: data.purchaseId },
        intentId: data.purchaseId,
        correlationId: metadata.correlationId,
        approvalExpiresAt: data.approvalExpiresAt,
        quote: data.quote,
      };
      return [{ to: 'order', id: data.clientOrderId, command: { type: 'InitializeOrder', at, details } }];
    },
  },
};
