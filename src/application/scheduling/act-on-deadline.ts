import type { AccountCommand } from '../../domain/account/account.commands.js';
import { isInstrumentId } from '../../domain/market/instrument.js';
import { SECOND } from '../../domain/shared/time.js';
import type { MarketState } from '../market/market-state.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import type { VenueDesk } from '../reactors/venue-desk.js';
import type { Deadline } from './deadlines.js';

export interface DeadlineParts {
  readonly accountId: string;
  readonly clock: Clock;
  readonly market: MarketState;
  readonly dispatcher: Dispatcher;
  readonly venueDesk: VenueDesk;
}

/** How long a question that the venue left without an answer waits to be asked again. */
export const ASK_AGAIN_MS = 5 * SECOND;

/** A venue that knows no such order, or one that has ended, is asked what became of it. */
const SAYS_GONE = /unknown order|not found|already (closed|filled|cancell?ed|expired)/i;

/** Does what is due. `again`: the venue gave no answer, so the same stays to be done. */
export const actOnDeadline = async (parts: DeadlineParts, deadline: Deadline): Promise<'done' | 'again'> => {
  const { accountId, clock, market, dispatcher, venueDesk } = parts;
  const at = clock.now();
  const { correlationId, eventId: causationId } = deadline.fact;
  const origin = { correlationId, causationId };
  const quoteOf = (instrumentId: string) => {
    const quote = isInstrumentId(instrumentId) ? market.quotes(false)[instrumentId] : undefined;
    return quote ? { quote } : {};
  };
  const account = (command: AccountCommand, key: string) =>
    dispatcher.start('deadlines', `${key} ${deadline.dueAt}`, { to: 'account', id: accountId, command }, correlationId);
  switch (deadline.kind) {
    case 'no-answer':
      await venueDesk.giveUpWaiting(deadline.clientOrderId, deadline.attempt, origin);
      return 'done';
    case 'ask-venue':
      return (await venueDesk.ask(deadline.clientOrderId, origin)) ? 'done' : 'again';
    case 'request-again':
      return (await venueDesk.requestAgain(deadline.clientOrderId, origin)) ? 'done' : 'again';
    case 'cancel-refused': {
      const { clientOrderId: id, reason, dueAt } = deadline;
      if (SAYS_GONE.test(reason)) return (await venueDesk.ask(id, origin)) ? 'done' : 'again';
      const command = { type: 'RequestCancel', at, reason: `again after ${reason}` } as const;
      await dispatcher.start('deadlines', `cancel ${id} ${dueAt}`, { to: 'order', id, command }, correlationId);
      return 'done';
    }
    case 'send-again':
      await venueDesk.submit(deadline.clientOrderId, deadline.attempt, origin);
      return 'done';
    case 'unprotected': {
      const { instrumentId, n: protectionNo, stopOrderId } = deadline;
      const reason = `stop ${stopOrderId} was not confirmed in time`;
      const stop = { protectionNo, stopOrderId } as const;
      const close = { type: 'ClosePosition', at, instrumentId, closer: 'unprotected', ...stop, reason } as const;
      await account({ ...close, ...quoteOf(instrumentId) }, `unprotected ${stopOrderId} ${protectionNo}`);
      return 'done';
    }
    case 'exit-step': {
      const { instrumentId, exitId } = deadline;
      await account({ type: 'StepExit', at, instrumentId, exitId, ...quoteOf(instrumentId) }, `exit ${exitId}`);
      return 'done';
    }
  }
};
