import type { InstrumentId } from '../../market/instrument.js';
import { append, type Commit } from '../commit.js';
import { cancelForeignOrder } from '../foreign-orders/foreign-orders.js';

/** Takes back every approval whose order has not ended (of one instrument, or of all), but for that of `except`. */
export const revokeApprovals = (commit: Commit, reason: string, instrumentId?: InstrumentId, except?: string): void => {
  for (const entry of Object.values(commit.state.reservations)) {
    if (entry.kind !== 'entry' || entry.revoked || entry.clientOrderId === except) continue;
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

/** The same, and with them what an operator has claimed: a foreign order that nobody answers for is not ours to end. */
export const revokeEntries = (commit: Commit, reason: string, instrumentId?: InstrumentId): void => {
  revokeApprovals(commit, reason, instrumentId);
  for (const order of Object.values(commit.state.foreignOrders)) {
    if (!order.claimed || order.cancelRequested) continue;
    if (instrumentId !== undefined && order.instrumentId !== instrumentId) continue;
    cancelForeignOrder(commit, { foreignOrderId: order.foreignOrderId, reason });
  }
};
