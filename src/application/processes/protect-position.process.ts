import type { ProtectionChanged } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Addressed, Moment, Process } from './process.js';

const place = ({ data, metadata }: RecordedFact<ProtectionChanged>, { at, accountId }: Moment): Addressed => ({
  to: 'order',
  id: data.stopOrderId,
  command: {
    type: 'InitializeOrder',
    at,
    details: {
      clientOrderId: data.stopOrderId,
      accountId,
      book: data.book,
      instrumentId: data.instrumentId,
      side: data.side === 'long' ? 'sell' : 'buy',
      type: 'stop-loss',
      quantity: data.quantity,
      triggerPrice: data.stop,
      timeInForce: 'GTC',
      postOnly: false,
      reduceOnly: true,
      leverage: data.leverage,
      purpose: 'stop',
      permission: { type: 'ProtectionChanged', key: `${data.positionId}#${data.n}` },
      intentId: data.intentId,
      correlationId: metadata.correlationId,
      positionId: data.positionId,
      ...(data.quote ? { quote: data.quote } : {}),
    },
  },
});

const amend = ({ data }: RecordedFact<ProtectionChanged>, { at }: Moment): Addressed => ({
  to: 'order',
  id: data.stopOrderId,
  command: {
    type: 'RequestUpdate',
    at,
    quantity: data.quantity,
    triggerPrice: data.stop,
    reason: `${data.reason} (protection ${data.n})`,
    protectionNo: data.n,
  },
});

/** Whatever is filled has a stop at the venue for exactly that quantity: the first is placed, later ones amend it. */
export const protectPosition: Process = {
  name: 'protect position',
  on: {
    ProtectionChanged: (fact, moment) => {
      const protection = fact as RecordedFact<ProtectionChanged>;
      if (protection.data.action === 'watch') return [];
      return [protection.data.action === 'place' ? place(protection, moment) : amend(protection, moment)];
    },
  },
};
