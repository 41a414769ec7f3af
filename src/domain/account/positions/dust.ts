import { isBelowMinimum, midOf, rulesOf, type Quote } from '../../market/quote.js';
import { add, dec, text, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, Closer, Dust, PositionState } from '../account.state.js';
import { afterLoss } from '../breakers/losses-in-a-row.js';
import { append, type Commit } from '../commit.js';
import { revokeEntries } from '../gates/revoke.js';
import { placeOf } from './where-booked.js';

type Kind = Pick<PositionState, 'book' | 'instrumentId' | 'leverage'>;

/** Cash and margin apart: the venue does not net them. */
export const dustKey = ({ book, instrumentId, leverage }: Kind): string =>
  `${book}:${instrumentId}:${leverage > 1 ? 'margin' : 'cash'}`;

export const dustOf = (state: AccountState, kind: Kind): Dust | undefined => state.dust[dustKey(kind)];

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

/** Of the trade that is over nothing stays but what it left; its fees from here on are those of whoever takes it over. */
export const withDust = (
  dust: AccountState['dust'],
  position: PositionState,
  left: { readonly quantity: DecimalString; readonly cost: DecimalString },
): AccountState['dust'] => {
  const { positionId, book, instrumentId, side, leverage, intentId, marginSince, marginFeesChargedTo } = position;
  const key = dustKey(position);
  const before = dust[key];
  const of = { positionId, book, instrumentId, side, leverage, intentId, marginSince, marginFeesChargedTo };
  const quantity = add(left.quantity, before?.quantity ?? '0');
  const cost = add(left.cost, before?.cost ?? '0');
  return { ...dust, [key]: { ...of, quantity, cost, feesUsdt: before?.feesUsdt ?? '0' } };
};
