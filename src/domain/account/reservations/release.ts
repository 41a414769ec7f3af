import type { Quotes } from '../../market/quote.js';
import { LOST_BY_VENUE } from '../../orders/order-submission.js';
import type { AccountCommand } from '../account.commands.js';
import { positionKey, type PositionState, type Reservation } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import {
  afterRung,
  dueWithoutStop,
  exitClosesAll,
  restBetweenTries,
  stepExit,
  triggerExit,
} from '../positions/exit-ladder.js';
import { isTooLittle, setAsideDust } from '../positions/dust.js';
import { changeProtection } from '../positions/protection.js';
import { placeOf } from '../positions/where-booked.js';
import { assessWaiting, release } from './assess.js';

type ReleaseReservation = Extract<AccountCommand, { type: 'ReleaseReservation' }>;

const byStopOrder = (commit: Commit, clientOrderId: string): PositionState | undefined =>
  Object.values(commit.state.positions).find((position) => position.stopOrderId === clientOrderId);

/**
 * The stop ended without closing the position. Where we asked for that, the exit that waited for it goes on, or a new stop
 * rests for what a finished exit has left; one that the venue has lost is placed again; otherwise the position is naked
 * and is closed.
 */
const stopEnded = (commit: Commit, position: PositionState, reason: string, quotes: Quotes): void => {
  const { positionId, book, instrumentId, stopOrderId, stopRecalled, exit } = position;
  if (stopOrderId === undefined) return;
  const dueAt = stopRecalled ? undefined : dueWithoutStop(position, commit.at);
  const sooner = exit && dueAt !== undefined ? { exitId: exit.exitId, dueAt } : {};
  append(commit, { type: 'ProtectionLost', data: { positionId, book, instrumentId, stopOrderId, reason, ...sooner } });
  const key = placeOf(commit.state, positionId, position);
  if (key === undefined) return;
  const quote = quotes[instrumentId];
  const present = commit.state.positions[key];
  if (exit?.awaitsStop) return stepExit(commit, key, exit.quote);
  if (!present) return;
  const lost = !exit && reason.endsWith(LOST_BY_VENUE);
  if (!stopRecalled && !lost && !exitClosesAll(present))
    triggerExit(commit, present, 'unprotected', quote, `stop ended: ${reason}`);
  else if (stopRecalled && exit) restBetweenTries(commit, key, quote);
  else if (stopRecalled || lost)
    changeProtection(commit, present, { reason: 'placed again', ...(quote ? { quote } : {}) });
};

/** An entry that ended on less than the venue takes an order for leaves nothing that could be stopped or closed. */
const setAsideCrumbs = (commit: Commit, { book, instrumentId, intentId }: Reservation, quotes: Quotes): void => {
  const position = commit.state.positions[positionKey(book, instrumentId)];
  const quote = quotes[instrumentId];
  if (!position || position.exit || position.intentId !== intentId || position.book !== 'trading') return;
  if (isTooLittle(position, position.quantity, quote)) setAsideDust(commit, position, 'unprotected', quote);
};

/** An order came to its end: what it had locked is free, and who waited for it goes on. */
export const releaseReservation = (commit: Commit, command: ReleaseReservation): void => {
  const { clientOrderId, reason, quotes = {} } = command;
  const position = byStopOrder(commit, clientOrderId);
  if (position) stopEnded(commit, position, reason, quotes);
  const reservation = commit.state.reservations[clientOrderId];
  if (!reservation) return;
  release(commit, reservation, reason);
  const { instrumentId, positionId = '', kind } = reservation;
  if (kind === 'entry') {
    setAsideCrumbs(commit, reservation, quotes);
    assessWaiting(commit, instrumentId, quotes);
    return;
  }
  const key = placeOf(commit.state, positionId, reservation);
  if (key !== undefined) afterRung(commit, key, quotes[instrumentId]);
};
