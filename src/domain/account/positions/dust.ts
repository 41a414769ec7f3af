import { isBelowMinimum, midOf, rulesOf, type Quote } from '../../market/quote.js';
import { dec, text, type DecimalString } from '../../shared/decimal.js';
import type { Closer, PositionState } from '../account.state.js';
import { afterLoss } from '../breakers/losses-in-a-row.js';
import { append, type Commit } from '../commit.js';
import { revokeEntries } from '../gates/revoke.js';
import { placeOf } from './where-booked.js';

/** Whether the venue would refuse to close so little of the position. */
export const isTooLittle = (position: PositionState, quantity: DecimalString, quote: Quote | undefined): boolean => {
  const price = quote ? (position.side === 'long' ? quote.bid : quote.ask) : position.stop;
  return isBelowMinimum(quantity, price, rulesOf(position.instrumentId, quote));
};

/**
 * Ends the trade where its rest can be neither stopped nor closed. What was sold is its result; the rest is set aside at
 * cost and goes into the next position of its instrument, whose exit sells it too.
 */
export const setAsideDust = (
  commit: Commit,
  position: PositionState,
  closer: Closer,
  quote: Quote | undefined,
): void => {
  const { positionId, book, instrumentId, side, quantity, cost, exit, grossUsdt, feesUsdt, stopOrderId } = position;
  if (placeOf(commit.state, positionId, position) === undefined) return;
  const netUsdt = text(dec(grossUsdt).sub(feesUsdt));
  append(commit, {
    type: 'PositionClosed',
    data: {
      ...{ positionId, book, instrumentId, side, leverage: position.leverage, intentId: position.intentId, closer },
      quantity: position.maxQuantity,
      exitPrice: quote ? midOf(quote) : position.stop,
      ...{ grossUsdt, feesUsdt, netUsdt, openedAt: position.openedAt, closedAt: commit.at },
      tradeId: exit?.exitId ?? positionId,
      ...(stopOrderId === undefined ? {} : { stopOrderId }),
      dust: { quantity, cost },
    },
  });
  if (exit) {
    const { exitId } = exit;
    append(commit, { type: 'ExitEnded', data: { positionId, exitId, book, instrumentId, outcome: 'closed' } });
  }
  revokeEntries(commit, 'position closed', instrumentId);
  if (dec(netUsdt).isNegative()) afterLoss(commit);
};
