import { isBelowMinimum, midOf, rulesOf, type Quote } from '../../market/quote.js';
import { dec, type DecimalString } from '../../shared/decimal.js';
import type { Closer, PositionState } from '../account.state.js';
import { afterLoss } from '../breakers/losses-in-a-row.js';
import type { Commit } from '../commit.js';
import { endPosition } from './end-position.js';
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
  const { positionId, quantity, cost, exit, grossUsdt, feesUsdt } = position;
  if (placeOf(commit.state, positionId, position) === undefined) return;
  const netUsdt = endPosition(commit, position, {
    ...{ closer, grossUsdt, feesUsdt },
    exitPrice: quote ? midOf(quote) : position.stop,
    tradeId: exit?.exitId ?? positionId,
    dust: { quantity, cost },
  });
  if (dec(netUsdt).isNegative()) afterLoss(commit);
};
