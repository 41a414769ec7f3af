import { lastRateOf, midOf } from '../../market/quote.js';
import type { OrderFilled } from '../../orders/order.events.js';
import { assert } from '../../shared/assert.js';
import { dec, text, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, ForeignOrder } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import type { AdoptForeignOrder, CancelForeignOrder, ClaimForeignOrder } from './foreign-order.commands.js';
import { whyNotClaim } from './why-not-claim.js';

const foreignOrder = (state: AccountState, id: string): ForeignOrder | undefined =>
  Object.hasOwn(state.foreignOrders, id) ? state.foreignOrders[id] : undefined;

/** Without a price of its own and without a quote nobody can say what it is worth; its instrument is closed all the same. */
const notionalOf = ({ instrumentId, quantity, price, quotes }: AdoptForeignOrder): DecimalString => {
  const rate = lastRateOf(quotes, instrumentId);
  const quote = quotes[instrumentId];
  const unit = price ?? (quote && midOf(quote));
  return unit === undefined || rate === undefined ? '0' : text(dec(quantity).mul(unit).mul(rate));
};

/** Counts as exposure from here on, and closes its instrument to openings. */
export const adoptForeignOrder = (commit: Commit, command: AdoptForeignOrder): void => {
  const { foreignOrderId, clientOrderId, venueOrderId, instrumentId, side, quantity, price, leverage } = command;
  if (foreignOrder(commit.state, foreignOrderId)) return;
  append(commit, {
    type: 'ForeignOrderAdopted',
    data: {
      foreignOrderId,
      ...(clientOrderId !== undefined && { clientOrderId }),
      venueOrderId,
      instrumentId,
      side,
      quantity,
      leavesQty: quantity,
      ...(price !== undefined && { price }),
      notionalUsdt: notionalOf(command),
      leverage,
    },
  });
};

export const claimForeignOrder = (commit: Commit, command: ClaimForeignOrder): void => {
  if (whyNotClaim(commit.state, command) !== undefined) return;
  const { foreignOrderId, stop, target, reason, requestId } = command;
  const order = foreignOrder(commit.state, foreignOrderId);
  assert(order, 'a claim that nothing speaks against has its order');
  append(commit, {
    type: 'ForeignOrderClaimed',
    data: {
      foreignOrderId,
      instrumentId: order.instrumentId,
      stop: text(stop),
      target: text(target),
      reason,
      ...(requestId !== undefined && { requestId }),
    },
  });
};

export const cancelForeignOrder = (commit: Commit, command: Omit<CancelForeignOrder, 'type' | 'at'>): void => {
  const { foreignOrderId, reason, requestId } = command;
  const order = foreignOrder(commit.state, foreignOrderId);
  if (!order) return;
  append(commit, {
    type: 'ForeignOrderCancelRequested',
    data: {
      foreignOrderId,
      instrumentId: order.instrumentId,
      reason,
      ...(requestId !== undefined && { requestId }),
    },
  });
};

/** The order came to its end. */
export const releaseForeignOrder = (commit: Commit, foreignOrderId: string, reason: string): void => {
  const order = foreignOrder(commit.state, foreignOrderId);
  if (!order) return;
  const { instrumentId } = order;
  append(commit, { type: 'ForeignOrderReleased', data: { foreignOrderId, instrumentId, reason } });
};

/** A fill of a claimed order opens what the operator's levels protect; of any other it is what it was. */
export const withClaimedLevels = (state: AccountState, fill: OrderFilled['data']): OrderFilled['data'] => {
  const levels = foreignOrder(state, fill.order.clientOrderId)?.claimed;
  return levels ? { ...fill, order: { ...fill.order, levels } } : fill;
};
