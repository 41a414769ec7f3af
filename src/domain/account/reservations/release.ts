import type { Quotes } from '../../market/quote.js';
import { text } from '../../shared/decimal.js';
import type { AccountCommand } from '../account.commands.js';
import { positionKey, type PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { stepExit, triggerExit } from '../positions/exit-ladder.js';

type ReleaseReservation = Extract<AccountCommand, { type: 'ReleaseReservation' }>;

const byStopOrder = (commit: Commit, clientOrderId: string): PositionState | undefined =>
  Object.values(commit.state.positions).find((position) => position.stopOrderId === clientOrderId);

/**
 * The stop ended without closing the position. On the way out of a cash position that was asked for, and the first rung
 * follows; otherwise the position is naked and is closed.
 */
const stopEnded = (commit: Commit, position: PositionState, reason: string, quotes: Quotes): void => {
  const { positionId, book, instrumentId, stopOrderId, exit } = position;
  if (stopOrderId === undefined) return;
  append(commit, { type: 'ProtectionLost', data: { positionId, book, instrumentId, stopOrderId, reason } });
  const key = positionKey(book, instrumentId);
  if (exit?.step === 0) stepExit(commit, key, exit.quote);
  const present = commit.state.positions[key];
  if (!exit && present) triggerExit(commit, present, 'unprotected', quotes[instrumentId], `stop ended: ${reason}`);
};

/** An order came to its end: what it had locked is free, and who waited for it goes on. */
export const releaseReservation = (commit: Commit, command: ReleaseReservation): void => {
  const { clientOrderId, reason, quotes = {} } = command;
  const position = byStopOrder(commit, clientOrderId);
  if (position) stopEnded(commit, position, reason, quotes);
  const reservation = commit.state.reservations[clientOrderId];
  if (!reservation) return;
  append(commit, {
    type: 'ReservationReleased',
    data: { clientOrderId, leavesQty: reservation.leavesQty, releasedUsdt: text(reservation.reservedUsdt), reason },
  });
  if (reservation.kind !== 'close') return;
  const key = positionKey(reservation.book, reservation.instrumentId);
  const exit = commit.state.positions[key]?.exit;
  // The rung's time was already up while its order was still unaccounted for.
  if (exit && commit.at >= exit.dueAt) stepExit(commit, key, quotes[reservation.instrumentId]);
};
