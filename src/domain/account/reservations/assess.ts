import { isInstrumentId, type InstrumentId } from '../../market/instrument.js';
import { rulesOf, type Quotes } from '../../market/quote.js';
import { text } from '../../shared/decimal.js';
import type { AccountCommand } from '../account.commands.js';
import type { AccountState, Reservation } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { revokeApprovals } from '../gates/revoke.js';
import { assessIntent } from '../risk/assess-intent.js';
import type { OpeningIntent } from '../risk/verdict.js';
import { MOST_ASSESSMENTS } from './most-assessments.js';

type CommandOf<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

/** A newer decision of an instrument takes back the entry that is still working for the older one. */
export const assess = (commit: Commit, command: CommandOf<'AssessIntent'>): void => {
  const { intent } = command;
  if (commit.state.assessed.includes(`${intent.intentId}#${intent.assessment}`)) return;
  if (isInstrumentId(intent.instrumentId)) revokeApprovals(commit, 'newer decision', intent.instrumentId);
  append(commit, assessIntent(command, commit.state));
};

const assessAnew = (commit: Commit, intent: OpeningIntent, quotes: Quotes): void => {
  const { instrumentId, assessment } = intent;
  const again = { ...intent, assessment: assessment + 1 };
  const instrument = rulesOf(instrumentId, quotes[instrumentId]);
  append(
    commit,
    assessIntent({ type: 'AssessIntent', at: commit.at, intent: again, quotes, instrument }, commit.state),
  );
};

const entryUnderWay = (state: AccountState, instrumentId: InstrumentId): boolean =>
  Object.values(state.reservations).some((entry) => entry.kind === 'entry' && entry.instrumentId === instrumentId);

/**
 * A decision that came while the entry of an older one was still working waits for that order's end: two entries of one
 * instrument could both fill. What it is allowed is asked anew then, with the prices and the account of that moment.
 */
export const assessWaiting = (commit: Commit, instrumentId: InstrumentId, quotes: Quotes): void => {
  const intent = commit.state.waiting[instrumentId];
  if (intent && !entryUnderWay(commit.state, instrumentId)) assessAnew(commit, intent, quotes);
};

export const release = (commit: Commit, reservation: Reservation, reason: string): void => {
  const { clientOrderId, leavesQty, reservedUsdt } = reservation;
  append(commit, {
    type: 'ReservationReleased',
    data: { clientOrderId, leavesQty, releasedUsdt: text(reservedUsdt), reason },
  });
};

/** The approval ran out before its order was sent: it locks nothing any more, and the proposal is asked for once more. */
export const reassess = (commit: Commit, { clientOrderId, reason, quotes }: CommandOf<'ReassessIntent'>): void => {
  const reservation = commit.state.reservations[clientOrderId];
  if (!reservation) return;
  release(commit, reservation, reason);
  const { intent, revoked, instrumentId } = reservation;
  if (intent && !revoked && intent.assessment < MOST_ASSESSMENTS) assessAnew(commit, intent, quotes);
  else assessWaiting(commit, instrumentId, quotes);
};
