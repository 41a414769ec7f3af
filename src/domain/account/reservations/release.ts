import type { Quotes } from '../../market/quote.js';
import type { AccountCommand } from '../account.commands.js';
import { positionKey, type PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import {
  afterRung,
  dueWithoutStop,
  exitClosesAll,
  restBetweenTries,
  stepExit,
  triggerExit,
} from '../positions/exit-ladder.js';
import { changeProtection } from '../positions/protection.js';
import { assessWaiting, release } from './assess.js';

type ReleaseReservation = Extract<AccountCommand, { type: 'ReleaseReservation' }>;

const byStopOrder = (commit: Commit, clientOrderId: string): PositionState | undefined =>
  Object.values(commit.state.positions).find((position) => position.stopOrderId === clientOrderId);

/**
 * The stop ended without closing the position. Where we asked for that, the exit that waited for it goes on, or a new stop
 * rests for what a finished exit has left; otherwise the position is naked and is closed.
 */
const stopEnded = (commit: Commit, position: PositionState, reason: string, quotes: Quotes): void => {
  const { positionId, book, instrumentId, stopOrderId, stopRecalled, exit } = position;
  if (stopOrderId === undefined) return;
  const dueAt = stopRecalled ? undefined : dueWithoutStop(position, commit.at);
  const sooner = exit && dueAt !== undefined ? { exitId: exit.exitId, dueAt } : {};
  append(commit, { type: 'ProtectionLost', data: { positionId, book, instrumentId, stopOrderId, reason, ...sooner } });
  const key = positionKey(book, instrumentId);
  const quote = quotes[instrumentId];
  const present = commit.state.positions[key];
  if (exit?.awaitsStop) return stepExit(commit, key, exit.quote);
  if (!present) return;
  if (!stopRecalled && !exitClosesAll(present))
    triggerExit(commit, present, 'unprotected', quote, `stop ended: ${reason}`);
  else if (stopRecalled && exit) restBetweenTries(commit, key, quote);
  else if (stopRecalled) changeProtection(commit, present, { reason: 'placed again', ...(quote ? { quote } : {}) });
};

/** An order came to its end: what it had locked is free, and who waited for it goes on. */
export const releaseReservation = (commit: Commit, command: ReleaseReservation): void => {
  const { clientOrderId, reason, quotes = {} } = command;
  const position = byStopOrder(commit, clientOrderId);
  if (position) stopEnded(commit, position, reason, quotes);
  const reservation = commit.state.reservations[clientOrderId];
  if (!reservation) return;
  release(commit, reservation, reason);
  if (reservation.kind === 'entry') assessWaiting(commit, reservation.instrumentId, quotes);
  if (reservation.kind !== 'close') return;
  const key = positionKey(reservation.book, reservation.instrumentId);
  afterRung(commit, key, quotes[reservation.instrumentId]);
};
