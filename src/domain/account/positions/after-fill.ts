import type { Quote, Quotes } from '../../market/quote.js';
import { dec, text, ZERO, type Dec } from '../../shared/decimal.js';
import { positionKey, type PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import type { Fill } from '../equity/booked-fill.js';
import { afterRung, exitClosesAll, isBetweenTries, stepExit, triggerExit } from './exit-ladder.js';
import { changeProtection } from './protection.js';

/** Whether this fill used up the position's own stop: any other stop order may still rest at the venue. */
export const spentStop = (position: PositionState, fill: Fill): boolean =>
  fill.order.clientOrderId === position.stopOrderId && dec(fill.leavesQty).isZero();

/** The level was reached and the stop is spent while an entry fill made the position larger: the rest goes too. */
const loseSpentStop = (commit: Commit, key: string, position: PositionState, fill: Fill, quote?: Quote): void => {
  const { positionId, book, instrumentId, exit } = position;
  const stopOrderId = fill.order.clientOrderId;
  append(commit, {
    type: 'ProtectionLost',
    data: { positionId, book, instrumentId, stopOrderId, reason: 'stop filled' },
  });
  if (!exitClosesAll(position))
    triggerExit(commit, commit.state.positions[key] ?? position, 'stop', quote, 'stop filled, remainder left');
  // On its way out already: nothing rests any more that the next order would have to wait for.
  else if (exit?.awaitsStop || isBetweenTries(position)) stepExit(commit, key, quote);
};

/** The stop that rests during an exit is for all there is, unless it was cancelled for that: then it waits. */
const growStop = (commit: Commit, position: PositionState, fill: Fill, quote?: Quote): void => {
  if (fill.order.purpose !== 'entry' || position.stopOrderId === undefined || position.stopRecalled) return;
  changeProtection(commit, position, { reason: 'entry filled', ...(quote ? { quote } : {}) });
};

/**
 * A late fill of another approval made the position larger than any approval allows: exactly that much goes out again. On
 * cash its stop is cancelled for that anyway, on margin it covers all of it until then.
 */
const takeOutStray = (commit: Commit, key: string, stray: Dec, fill: Fill, quote?: Quote): void => {
  const position = commit.state.positions[key];
  if (!position) return;
  if (position.leverage > 1) growStop(commit, position, fill, quote);
  const present = commit.state.positions[key] ?? position;
  // Beside another part that is going out already, all goes: two parts at once have no ladder.
  const quantity = present.exit ? present.quantity : text(stray);
  triggerExit(commit, present, 'unprotected', quote, 'another entry of the instrument filled late', quantity);
};

/**
 * What must follow a fill at once: a resting stop for exactly the filled quantity, or the way out.
 *
 * @param stray base that the fill added to a position of another approval
 */
export const protect = (commit: Commit, key: string, fill: Fill, quotes: Quotes, stray = ZERO): void => {
  const position = commit.state.positions[key];
  // Stops and exits are the trading book's: what is rebalanced has neither and is never closed as unprotected.
  if (!position || position.book !== 'trading') return;
  const quote = quotes[position.instrumentId];
  const { exit } = position;
  if (exitClosesAll(position)) {
    if (spentStop(position, fill)) loseSpentStop(commit, key, position, fill, quote);
    growStop(commit, position, fill, quote);
    // The rung's time ran out while its order was unaccounted for; filled at last, it left something: nobody else asks.
    afterRung(commit, key, quote);
  } else if (commit.state.halted && commit.state.breakers.drawdown) {
    triggerExit(commit, position, 'breaker', quote, 'filled after the drawdown halt');
  } else if (spentStop(position, fill)) {
    loseSpentStop(commit, key, position, fill, quote);
  } else if (stray.gt(0)) {
    takeOutStray(commit, key, stray, fill, quote);
  } else if (exit) {
    growStop(commit, position, fill, quote);
    afterRung(commit, key, quote);
  } else if (key !== positionKey(position.book, position.instrumentId)) {
    triggerExit(commit, position, 'unprotected', quote, 'filled beside a position that it is not netted with');
  } else if (fill.order.purpose === 'entry' && (fill.order.levels !== undefined || position.protectionNo > 0)) {
    changeProtection(commit, position, { reason: 'entry filled', ...(quote ? { quote } : {}) });
  } else if (position.protectionNo === 0) {
    triggerExit(commit, position, 'unprotected', quote, 'no approval names this position');
  }
};
