import type { InstrumentId } from '../../market/instrument.js';
import { append, type Commit } from '../commit.js';

/** Takes back every approval whose order has not ended (of one instrument, or of all). */
export const revokeEntries = (commit: Commit, reason: string, instrumentId?: InstrumentId): void => {
  for (const entry of Object.values(commit.state.reservations)) {
    if (entry.kind !== 'entry' || entry.revoked) continue;
    if (instrumentId !== undefined && entry.instrumentId !== instrumentId) continue;
    append(commit, {
      type: 'IntentRevoked',
      data: {
        intentId: entry.intentId,
        clientOrderId: entry.clientOrderId,
        instrumentId: entry.instrumentId,
        reason,
      },
    });
  }
};
