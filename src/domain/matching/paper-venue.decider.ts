import { unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { amendOrder, cancelOrder } from './change-order.js';
import { changeRules } from './change-rules.js';
import { matchCandles } from './match-candles.js';
import { DEFAULT_PAPER, type PaperSettings } from './paper-settings.js';
import type { MovePaperFunds, OpenPaperAccount, PaperVenueCommand } from './paper-venue.commands.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import { evolve, NEW_PAPER_VENUE, type PaperVenueState } from './paper-venue.state.js';
import { placeOrder } from './place-order.js';
import { restartVenue } from './restart-venue.js';

/**
 * The pretend venue: an exchange's book for one account, as a decider. Everything it does follows from its facts, the
 * command and the settings; a repeated command gives `[]`. A refused placement is a fact; a refused cancel, amendment
 * or duplicate leaves no trace, as at a real venue: `amendRefusal` and `DUPLICATE` name the reason.
 */
export const paperVenueDecider = (
  settings: PaperSettings = DEFAULT_PAPER,
): Decider<PaperVenueCommand, PaperVenueState, PaperVenueFact> => ({
  category: 'paperVenue',
  initialState: NEW_PAPER_VENUE,
  stateVersion: 2,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'OpenPaperAccount':
        return openAccount(command, state, settings);
      case 'PlacePaperOrder':
        return placeOrder(command, state, settings);
      case 'MovePaperFunds':
        return moveFunds(command, state, settings);
      case 'CancelPaperOrder':
        return cancelOrder(command, state, settings);
      case 'AmendPaperOrder':
        return amendOrder(command, state, settings);
      case 'MatchCandles':
        return matchCandles(command, state, settings);
      case 'ChangePaperRules':
        return changeRules(command, state, settings);
      case 'RestartPaperVenue':
        return restartVenue(command, state, settings);
      default:
        return unreachable(command, 'paper venue');
    }
  },
});

const openAccount = (
  { balances, at }: OpenPaperAccount,
  { opened }: PaperVenueState,
  { latencyMs }: PaperSettings,
): readonly PaperVenueFact[] => {
  if (opened) return [];
  const venueAt = at + latencyMs;
  return [{ type: 'PaperBalanceMoved', data: { reason: 'deposit', moves: balances, venueAt, step: null } }];
};

const moveFunds = (
  { transferId, moves, at }: MovePaperFunds,
  { transfers }: PaperVenueState,
  { latencyMs }: PaperSettings,
): readonly PaperVenueFact[] => {
  if (transfers.includes(transferId)) return [];
  const venueAt = at + latencyMs;
  return [{ type: 'PaperBalanceMoved', data: { reason: 'deposit', transferId, moves, venueAt, step: null } }];
};
