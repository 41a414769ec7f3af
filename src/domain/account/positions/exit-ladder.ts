import { INSTRUMENTS } from '../../market/instrument.js';
import type { Quote } from '../../market/quote.js';
import { dec, ONE, roundDownTo, roundUpTo, text, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import { MINUTE, SECOND } from '../../shared/time.js';
import type { ExitStepped } from '../account.events.js';
import { positionKey, type AccountState, type Closer, type PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { revokeEntries } from '../gates/revoke.js';

/** How far through the market each rung of the ladder goes (fraction); after the last: market orders. */
export const LADDER = ['0.005', '0.01', '0.02'] as const;
const RUNG_MS = 3 * SECOND;
/** A market order that a thin market could not fill is tried again at this pace. */
const MARKET_RETRY_MS = MINUTE;

const closersOf = (state: AccountState, position: PositionState) =>
  Object.values(state.reservations).filter((r) => r.kind === 'close' && r.positionId === position.positionId);

/** What is free to be sold: the position less what other closing orders may still take; its own stop is not counted. */
const freeQuantity = (state: AccountState, position: PositionState) =>
  closersOf(state, position).reduce((left, closer) => left.sub(closer.leavesQty), dec(position.quantity));

const limitOf = (position: PositionState, step: number, quote: Quote | undefined): DecimalString | undefined => {
  const through = LADDER[step - 1];
  if (through === undefined || quote === undefined) return undefined;
  const { tick } = INSTRUMENTS[position.instrumentId];
  return position.side === 'long'
    ? text(roundDownTo(dec(quote.bid).mul(ONE.sub(through)), tick))
    : text(roundUpTo(dec(quote.ask).mul(ONE.add(through)), tick));
};

const nextStep = (commit: Commit, position: PositionState, quote: Quote | undefined): ExitStepped | undefined => {
  const exit = position.exit;
  const quantity = freeQuantity(commit.state, position);
  if (!exit || quantity.lte(0)) return undefined;
  const step = exit.step + 1;
  const limit = limitOf(position, step, quote);
  return {
    type: 'ExitStepped',
    data: {
      positionId: position.positionId,
      intentId: position.intentId,
      exitId: exit.exitId,
      step,
      clientOrderId: stableId(exit.exitId, 'close', step),
      book: position.book,
      instrumentId: position.instrumentId,
      side: position.side === 'long' ? 'sell' : 'buy',
      leverage: position.leverage,
      quantity: text(quantity),
      ...(limit === undefined ? {} : { limit }),
      ...(quote ? { quote } : {}),
      dueAt: commit.at + (step <= LADDER.length ? RUNG_MS : MARKET_RETRY_MS),
    },
  };
};

/**
 * The first closer wins, all others find the exit under way and do nothing. On margin a reduce-only order goes at once
 * and the stop is cancelled after the close; on cash the stop holds the units and is cancelled first.
 */
export const triggerExit = (
  commit: Commit,
  position: PositionState,
  closer: Closer,
  quote: Quote | undefined,
  reason: string,
): void => {
  if (position.exit) return;
  const exitId = stableId(position.positionId, 'exit', closer, commit.at);
  const cancelStopFirst = position.leverage === 1 && position.stopOrderId !== undefined;
  append(commit, {
    type: 'ExitTriggered',
    data: {
      positionId: position.positionId,
      exitId,
      book: position.book,
      instrumentId: position.instrumentId,
      closer,
      quantity: position.quantity,
      ...(quote ? { quote } : {}),
      reason,
      triggeredAt: commit.at,
      ...(cancelStopFirst && position.stopOrderId ? { cancelStopOrderId: position.stopOrderId } : {}),
      dueAt: commit.at + RUNG_MS,
    },
  });
  revokeEntries(commit, `exit: ${closer}`, position.instrumentId);
  if (!cancelStopFirst) stepExit(commit, positionKey(position.book, position.instrumentId), quote);
};

/** Appends the next rung, if the last one's order has ended. */
export const stepExit = (commit: Commit, key: string, quote: Quote | undefined): void => {
  const position = commit.state.positions[key];
  if (!position?.exit || closersOf(commit.state, position).length > 0) return;
  const step = nextStep(commit, position, quote ?? position.exit.quote);
  if (step) append(commit, step);
};
