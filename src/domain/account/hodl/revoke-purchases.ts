import { append, type Commit } from '../commit.js';

/** Takes back every purchase for the hodl book whose order has not ended; its money waits for the next one. */
export const revokePurchases = (commit: Commit, reason: string): void => {
  for (const purchase of Object.values(commit.state.reservations)) {
    if (purchase.kind !== 'hodl' || purchase.revoked) continue;
    const { intentId, clientOrderId, instrumentId } = purchase;
    append(commit, { type: 'IntentRevoked', data: { intentId, clientOrderId, instrumentId, reason } });
  }
};
