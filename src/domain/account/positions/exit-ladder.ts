import { rulesOf, type Quote } from '../../market/quote.js';
import { dec, minOf, ONE, roundDownTo, roundUpTo, text, type Dec, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import { MINUTE, SECOND, type UnixMs } from '../../shared/time.js';
import type { ExitEnded, ExitStepped } from '../account.events.js';
import type { Closer, Exit, PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { revokeEntries } from '../gates/revoke.js';
import { isTooLittle, setAsideDust } from './dust.js';
import { closersOf } from './end-position.js';
import { changeProtection } from './protection.js';
import { placeOf } from './where-booked.js';

/** How far through the market each rung of the ladder goes (fraction); after the last: market orders. */
export const LADDER = ['0.005', '0.01', '0.02'] as const;
const RUNG_MS = 3 * SECOND;
/** A market order that a thin market could not fill is tried again at this pace. */
const MARKET_RETRY_MS = MINUTE;
/** Without a stop meanwhile it is tried again sooner: nothing is naked for longer. */
const NAKED_RETRY_MS = 30 * SECOND;

type Outcome = ExitEnded['data']['outcome'];

/** What the next rung may take: the part that the exit is for, else all; never more than is open. */
const wantedOf = ({ quantity, exit }: PositionState): Dec =>
  exit?.leavesQty === undefined ? dec(quantity) : minOf(dec(exit.leavesQty), dec(quantity));

const limitOf = (position: PositionState, step: number, quote: Quote | undefined): DecimalString | undefined => {
  const through = LADDER[step - 1];
  if (through === undefined || quote === undefined) return undefined;
  const { tick } = rulesOf(position.instrumentId, quote);
  return position.side === 'long'
    ? text(roundDownTo(dec(quote.bid).mul(ONE.sub(through)), tick))
    : text(roundUpTo(dec(quote.ask).mul(ONE.add(through)), tick));
};

const nextStep = (commit: Commit, position: PositionState, exit: Exit, quote: Quote | undefined): ExitStepped => {
  const step = exit.step + 1;
  const limit = limitOf(position, step, quote);
  // No new stop can rest while nobody knows what became of the one that was cancelled: the next try comes sooner.
  const retryMs = position.stopRecalled ? NAKED_RETRY_MS : MARKET_RETRY_MS;
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
      quantity: text(wantedOf(position)),
      ...(limit === undefined ? {} : { limit }),
      ...(quote ? { quote } : {}),
      dueAt: commit.at + (step <= LADDER.length ? RUNG_MS : retryMs),
    },
  };
};

/** Whether the whole position is on its way out: nothing else can close it then. */
export const exitClosesAll = ({ exit }: PositionState): boolean => exit !== undefined && exit.leavesQty === undefined;

const endExit = (commit: Commit, { positionId, book, instrumentId }: PositionState, exit: Exit, outcome: Outcome) =>
  append(commit, { type: 'ExitEnded', data: { positionId, exitId: exit.exitId, book, instrumentId, outcome } });

/**
 * The first closer wins, all others find the exit under way and do nothing; only what closes all takes the place of what
 * closes a part. On margin a reduce-only order goes at once and the stop is cancelled after the close; on cash the stop
 * holds the units and is cancelled first.
 *
 * @param quantity base; less than the position's: so much is closed, and a stop rests for the rest
 */
export const triggerExit = (
  commit: Commit,
  position: PositionState,
  closer: Closer,
  quote: Quote | undefined,
  reason: string,
  quantity: DecimalString = position.quantity,
): void => {
  const wanted = roundDownTo(quantity, rulesOf(position.instrumentId, quote).lot);
  const isPart = wanted.lt(position.quantity) && dec(quantity).lt(position.quantity);
  if (isPart && (position.exit || wanted.lte(0))) return;
  if (exitClosesAll(position)) return;
  if (position.exit) endExit(commit, position, position.exit, 'abandoned');
  // A position may be closed in part by the same closer more than once, at one instant too.
  const part = isPart ? ['part', text(wanted), position.quantity] : [];
  const exitId = stableId(position.positionId, 'exit', closer, commit.at, ...part);
  // One that nobody has confirmed may be anywhere: on margin too it is cancelled before the way out begins.
  const unconfirmed = closer === 'unprotected' && !isPart;
  const cancelStopFirst = (position.leverage === 1 || unconfirmed) && position.stopOrderId !== undefined;
  append(commit, {
    type: 'ExitTriggered',
    data: {
      positionId: position.positionId,
      exitId,
      book: position.book,
      instrumentId: position.instrumentId,
      closer,
      quantity: isPart ? text(wanted) : position.quantity,
      ...(quote ? { quote } : {}),
      reason,
      triggeredAt: commit.at,
      ...(cancelStopFirst && position.stopOrderId ? { cancelStopOrderId: position.stopOrderId } : {}),
      dueAt: commit.at + RUNG_MS,
    },
  });
  revokeEntries(commit, `exit: ${closer}`, position.instrumentId);
  const key = placeOf(commit.state, position.positionId, position);
  if (!cancelStopFirst && key !== undefined) stepExit(commit, key, quote);
};

/** The part that was to be closed is: the next closer is free, and a stop rests for exactly what is left. */
const endReduced = (commit: Commit, key: string, exit: Exit, quote: Quote | undefined): void => {
  const position = commit.state.positions[key];
  if (!position) return;
  endExit(commit, position, exit, 'reduced');
  const left = commit.state.positions[key];
  // A stop that is being cancelled is placed again with its end.
  if (left && !left.stopRecalled) changeProtection(commit, left, { reason: 'reduced', ...(quote ? { quote } : {}) });
};

/**
 * The stop that rests between two market orders is cancelled before the next: on cash it holds the units, and one that
 * nobody has confirmed may be anywhere.
 */
export const recallStop = (commit: Commit, position: PositionState, exit: Exit, quote: Quote | undefined): void => {
  const { positionId, book, instrumentId, stopOrderId } = position;
  if (stopOrderId === undefined) return;
  append(commit, {
    type: 'StopRecalled',
    data: {
      positionId,
      exitId: exit.exitId,
      book,
      instrumentId,
      stopOrderId,
      ...(quote ? { quote } : {}),
      dueAt: commit.at + RUNG_MS,
    },
  });
};

/** Appends the next rung, or the end of what is done, once the last rung's order has ended. */
export const stepExit = (commit: Commit, key: string, quote: Quote | undefined): void => {
  const position = commit.state.positions[key];
  const exit = position?.exit;
  if (!position || !exit || closersOf(commit.state, position).length > 0) return;
  const shown = quote ?? exit.quote;
  const stopHoldsUnits = position.leverage === 1 && position.stopOrderId !== undefined;
  const wanted = text(wantedOf(position));
  const isPart = exit.leavesQty !== undefined;
  const cannotGo = isTooLittle(position, wanted, shown);
  if (dec(wanted).lte(0) || (cannotGo && isPart)) endReduced(commit, key, exit, shown);
  else if (cannotGo) setAsideDust(commit, position, exit.closer, shown);
  else if (stopHoldsUnits && !position.stopRecalled) recallStop(commit, position, exit, shown);
  else append(commit, nextStep(commit, position, exit, shown));
};

/** The market could not take all, and is asked again in a while. */
export const isBetweenTries = ({ exit }: PositionState): boolean =>
  exit !== undefined && !exit.awaitsStop && exit.step > LADDER.length;

/** The market could not take all: until it is asked again, what is left has a stop at the venue. */
export const restBetweenTries = (commit: Commit, key: string, quote: Quote | undefined): void => {
  const position = commit.state.positions[key];
  const exit = position?.exit;
  if (!position || !exit || position.stopOrderId !== undefined || closersOf(commit.state, position).length > 0) return;
  if (!isBetweenTries(position) || commit.at >= exit.dueAt) return;
  changeProtection(commit, position, { reason: 'no market, placed again', ...(quote ? { quote } : {}) });
};

/** When the next market order is due, should the stop that rests until then be gone; undefined while none waits. */
export const dueWithoutStop = (position: PositionState, at: UnixMs): UnixMs | undefined =>
  position.exit && isBetweenTries(position)
    ? Math.max(at, position.exit.dueAt - MARKET_RETRY_MS + NAKED_RETRY_MS)
    : undefined;

/** The order of a rung has ended or is filled. What is done ends now; the next rung goes when its time is up. */
export const afterRung = (commit: Commit, key: string, quote: Quote | undefined): void => {
  const position = commit.state.positions[key];
  const exit = position?.exit;
  if (!position || !exit) return;
  // An exit that took the place of another waits for that one's order, not for a time.
  const begins = exit.step === 0 && !exit.awaitsStop;
  // Nothing more can be sent for less than the venue takes: there is nothing to wait for.
  const isOver = isTooLittle(position, text(wantedOf(position)), quote ?? exit.quote);
  if (begins || commit.at >= exit.dueAt || isOver) stepExit(commit, key, quote);
  else restBetweenTries(commit, key, quote);
};
