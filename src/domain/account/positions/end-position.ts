import { dec, text, type DecimalString } from '../../shared/decimal.js';
import type { PositionClosed } from '../account.events.js';
import type { AccountState, Closer, PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { revokeEntries } from '../gates/revoke.js';

/** Closing orders of the position that have not ended. */
export const closersOf = (state: AccountState, { positionId }: PositionState) =>
  Object.values(state.reservations).filter((r) => r.kind === 'close' && r.positionId === positionId);

/** How the last of a position went. Money in USDT, over its whole life; the price in quote. */
export interface PositionEnd extends Pick<PositionClosed['data'], 'exitPrice' | 'tradeId' | 'dust'> {
  readonly closer: Closer;
  readonly grossUsdt: DecimalString;
  readonly feesUsdt: DecimalString;
  /** Its own stop closed it: there is none to cancel. */
  readonly stopSpent?: boolean;
}

/**
 * Ends a position, however it went: nothing of it may stay at the venue, because a late stop or closing order would open
 * the reverse, and nothing may open beside it. Returns the net result, USDT.
 */
export const endPosition = (commit: Commit, position: PositionState, end: PositionEnd): DecimalString => {
  const { positionId, book, instrumentId, side, leverage, intentId, maxQuantity, openedAt, exit, stopOrderId } =
    position;
  const { closer, exitPrice, grossUsdt, feesUsdt, tradeId, dust, stopSpent = false } = end;
  const netUsdt = text(dec(grossUsdt).sub(feesUsdt));
  const closingOrderIds = closersOf(commit.state, position).map(({ clientOrderId }) => clientOrderId);
  append(commit, {
    type: 'PositionClosed',
    data: {
      ...{ positionId, book, instrumentId, side, leverage, intentId, closer, quantity: maxQuantity, exitPrice },
      ...{ grossUsdt, feesUsdt, netUsdt, openedAt, closedAt: commit.at, tradeId },
      ...(stopOrderId !== undefined && !stopSpent && { stopOrderId }),
      ...(closingOrderIds.length > 0 && { closingOrderIds }),
      ...(dust && { dust }),
    },
  });
  if (exit) {
    const { exitId } = exit;
    append(commit, { type: 'ExitEnded', data: { positionId, exitId, book, instrumentId, outcome: 'closed' } });
  }
  // Entries are the trading book's alone.
  if (book === 'trading')
    revokeEntries(commit, closer === 'correction' ? 'position corrected' : 'position closed', instrumentId);
  return netUsdt;
};
