import type { IntentApproved, IntentResized } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Moment, Process } from './process.js';

const place = (fact: RecordedFact, { at, accountId }: Moment) => {
  const { order, intent, quotes } = (fact as RecordedFact<IntentApproved | IntentResized>).data;
  const quote = quotes[order.instrumentId];
  return [
    {
      to: 'order' as const,
      id: order.clientOrderId,
      command: {
        type: 'InitializeOrder' as const,
        at,
        details: {
          clientOrderId: order.clientOrderId,
          accountId,
          book: 'trading' as const,
          instrumentId: order.instrumentId,
          side: order.side,
          type: 'limit' as const,
          quantity: order.quantity,
          price: order.limit,
          timeInForce: 'GTD' as const,
          expiresAt: order.expiresAt,
          postOnly: false,
          reduceOnly: false,
          leverage: order.leverage,
          purpose: 'entry' as const,
          permission: {
            type: fact.type as 'IntentApproved' | 'IntentResized',
            key: `${intent.intentId}#${intent.assessment}`,
          },
          intentId: intent.intentId,
          correlationId: fact.metadata.correlationId,
          levels: { stop: order.stop, target: order.target },
          approvalExpiresAt: order.approvalExpiresAt,
          ...(quote ? { quote } : {}),
        },
      },
    },
  ];
};

/** An approved intent becomes exactly one order of exactly the approved terms. */
export const placeApprovedIntent: Process = {
  name: 'place approved intent',
  on: { IntentApproved: place, IntentResized: place },
};
