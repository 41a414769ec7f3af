import { isInstrumentId } from '../../market/instrument.js';
import type { Quote } from '../../market/quote.js';
import type { AccountCommand } from '../account.commands.js';
import { positionKey, type PositionState } from '../account.state.js';
import type { Commit } from '../commit.js';
import { exitClosesAll, isBetweenTries, recallStop, stepExit, triggerExit } from './exit-ladder.js';

type CommandOf<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

/** The stop that should rest until the next market order is not confirmed: it is cancelled, then the order goes. */
const tryAtOnce = (commit: Commit, position: PositionState, quote: Quote | undefined): void => {
  const { exit, stopRecalled } = position;
  if (exit && isBetweenTries(position) && !stopRecalled) recallStop(commit, position, exit, quote);
};

/** The one that this stop was to protect, wherever it is booked: not every position is the one of its instrument. */
const positionOf = (
  { state }: Commit,
  { instrumentId, stopOrderId }: CommandOf<'ClosePosition'>,
): PositionState | undefined => {
  if (stopOrderId !== undefined) return Object.values(state.positions).find((each) => each.stopOrderId === stopOrderId);
  return isInstrumentId(instrumentId) ? state.positions[positionKey('trading', instrumentId)] : undefined;
};

/** A decision, a person or a stop that was not confirmed in time asks for the way out. */
export const closePosition = (commit: Commit, command: CommandOf<'ClosePosition'>): void => {
  const { closer, quote, reason, protectionNo } = command;
  const position = positionOf(commit, command);
  if (!position || (protectionNo !== undefined && protectionNo !== position.protectionNo)) return;
  if (closer === 'unprotected' && exitClosesAll(position)) tryAtOnce(commit, position, quote);
  else triggerExit(commit, position, closer, quote, reason);
};

/** The time of a rung, or of the stop before it, is up. */
export const goOnWithExit = (commit: Commit, { exitId, quote }: CommandOf<'StepExit'>): void => {
  const found = Object.entries(commit.state.positions).find(([, { exit }]) => exit?.exitId === exitId);
  if (!found) return;
  const [key, { exit }] = found;
  if (exit && commit.at >= exit.dueAt) stepExit(commit, key, quote);
};
