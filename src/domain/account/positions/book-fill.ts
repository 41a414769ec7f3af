import type { Quote, Quotes } from '../../market/quote.js';
import { openingMarginFee } from '../../matching/margin-fee.js';
import { assert } from '../../shared/assert.js';
import { dec, minOf, proportion, text, ZERO, type Dec } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import { positionKey, type AccountState, type Closer, type PositionState } from '../account.state.js';
import { checkBreakers } from '../breakers/breakers.js';
import { afterEntry, afterLoss } from '../breakers/losses-in-a-row.js';
import { afterStop } from '../breakers/spike.js';
import { append, type Commit } from '../commit.js';
import { bookLots, feeInUsdt, fillBooked, type Fill } from '../equity/booked-fill.js';
import { markEquity } from '../equity/mark-equity.js';
import { startCooldown } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { bookHodlFill } from '../hodl/book-hodl-fill.js';
import { setAsideProfit } from '../hodl/set-aside.js';
import { assessWaiting } from '../reservations/assess.js';
import { afterRung, exitClosesAll, triggerExit } from './exit-ladder.js';
import { chargeOpening, chargePeriods } from './margin-charges.js';
import { changeProtection } from './protection.js';

const sideOf = (fill: Fill): 'long' | 'short' => (fill.order.side === 'buy' ? 'long' : 'short');

/** Splits a fill into what it closes of the open position and what it opens: a flip is close, then open. */
const splitFill = (position: PositionState | undefined, fill: Fill): { closes: Dec; opens: Dec } => {
  const quantity = dec(fill.lastQty);
  if (!position || position.side === sideOf(fill)) return { closes: ZERO, opens: quantity };
  const closes = minOf(quantity, dec(position.quantity));
  return { closes, opens: quantity.sub(closes) };
};

/** Gross P&L of the closed part in USDT: price difference x quantity; leverage does not multiply it. */
const grossOf = (position: PositionState | undefined, closes: Dec, fill: Fill): Dec => {
  if (!position || closes.isZero()) return ZERO;
  const cost = proportion(position.cost, closes, position.quantity);
  const value = closes.mul(fill.lastPx);
  return (position.side === 'long' ? value.sub(cost) : cost.sub(value)).mul(fill.rate);
};

/** Whether this fill used up the position's own stop: any other stop order may still rest at the venue. */
const spentStop = (position: PositionState, fill: Fill): boolean =>
  fill.order.clientOrderId === position.stopOrderId && dec(fill.leavesQty).isZero();

const closerOf = (position: PositionState, fill: Fill): Closer => {
  if (fill.order.purpose === 'stop') return position.trailing || position.breakEven ? 'trail' : 'stop';
  return position.exit?.closer ?? 'operator';
};

const closePosition = (
  commit: Commit,
  position: PositionState,
  fill: Fill,
  grossUsdt: string,
  feesUsdt: string,
): void => {
  const netUsdt = text(dec(grossUsdt).sub(feesUsdt));
  const { positionId, book, instrumentId, exit } = position;
  append(commit, {
    type: 'PositionClosed',
    data: {
      positionId,
      book,
      instrumentId,
      side: position.side,
      leverage: position.leverage,
      intentId: position.intentId,
      closer: closerOf(position, fill),
      quantity: position.maxQuantity,
      exitPrice: fill.lastPx,
      grossUsdt,
      feesUsdt,
      netUsdt,
      openedAt: position.openedAt,
      closedAt: commit.at,
      tradeId: fill.tradeId,
      ...(position.stopOrderId && !spentStop(position, fill) ? { stopOrderId: position.stopOrderId } : {}),
    },
  });
  if (exit)
    append(commit, {
      type: 'ExitEnded',
      data: { positionId, exitId: exit.exitId, book, instrumentId, outcome: 'closed' },
    });
  // Streaks, cooldowns and entries are the trading book's alone.
  if (book !== 'trading') return;
  revokeEntries(commit, 'position closed', instrumentId);
  if (dec(netUsdt).isNegative()) afterLoss(commit);
  if (fill.order.purpose === 'stop') afterStop(commit, instrumentId);
};

const reducePosition = (
  commit: Commit,
  position: PositionState,
  closes: Dec,
  fill: Fill,
  gross: Dec,
  feeUsdt: Dec,
): void => {
  const quantity = dec(position.quantity).sub(closes);
  const grossUsdt = text(dec(position.grossUsdt).add(gross));
  const feesUsdt = text(dec(position.feesUsdt).add(feeUsdt));
  if (quantity.isZero()) {
    closePosition(commit, position, fill, grossUsdt, feesUsdt);
    return;
  }
  const cost = text(dec(position.cost).sub(proportion(position.cost, closes, position.quantity)));
  const { positionId, book, instrumentId } = position;
  const byStop = fill.order.clientOrderId === position.stopOrderId;
  const stopFilled = byStop ? text(closes.add(position.stopFilled)) : position.stopFilled;
  append(commit, {
    type: 'PositionChanged',
    data: {
      positionId,
      book,
      instrumentId,
      quantity: text(quantity),
      cost,
      grossUsdt,
      feesUsdt,
      stopFilled,
      tradeId: fill.tradeId,
    },
  });
  if (fill.order.purpose === 'stop') revokeEntries(commit, 'stop filled', instrumentId);
};

/** Levels for a position that no approval names (an overfill): none to speak of; the position is closed at once. */
const levelsOf = (fill: Fill) => fill.order.levels ?? { stop: fill.lastPx, target: fill.lastPx };

const growPosition = (commit: Commit, key: string, opens: Dec, fill: Fill, feeUsdt: Dec): void => {
  const { book, instrumentId, leverage, intentId } = fill.order;
  const cost = opens.mul(fill.lastPx);
  const present = commit.state.positions[key];
  if (present) {
    append(commit, {
      type: 'PositionChanged',
      data: {
        positionId: present.positionId,
        book,
        instrumentId,
        quantity: text(opens.add(present.quantity)),
        cost: text(cost.add(present.cost)),
        grossUsdt: present.grossUsdt,
        feesUsdt: text(feeUsdt.add(present.feesUsdt)),
        stopFilled: present.stopFilled,
        tradeId: fill.tradeId,
      },
    });
  } else {
    append(commit, {
      type: 'PositionOpened',
      data: {
        positionId: stableId('position', fill.tradeId),
        book,
        instrumentId,
        side: sideOf(fill),
        leverage,
        intentId,
        quantity: text(opens),
        price: fill.lastPx,
        cost: text(cost),
        feesUsdt: text(feeUsdt),
        levels: levelsOf(fill),
        openedAt: commit.at,
        venueAt: fill.venueAt,
      },
    });
    const until = commit.at + commit.state.policy.cooldownAfterEntryMs;
    if (book === 'trading') startCooldown(commit, { scope: instrumentId, reason: 'entry', until });
  }
  const position = commit.state.positions[key];
  assert(position, 'an opening fill leaves a position');
  if (leverage > 1)
    chargeOpening(commit, position, openingMarginFee(text(cost), fill.rate, commit.state.policy), fill.rate);
};

/** The level was reached and the stop is spent while an entry fill made the position larger: the rest goes too. */
const loseSpentStop = (commit: Commit, key: string, position: PositionState, fill: Fill, quote?: Quote): void => {
  const { positionId, book, instrumentId } = position;
  const stopOrderId = fill.order.clientOrderId;
  append(commit, {
    type: 'ProtectionLost',
    data: { positionId, book, instrumentId, stopOrderId, reason: 'stop filled' },
  });
  triggerExit(commit, commit.state.positions[key] ?? position, 'stop', quote, 'stop filled, remainder left');
};

/** While a part is being closed the stop still rests for all of it, unless it was cancelled for that: then it waits. */
const growStop = (commit: Commit, position: PositionState, fill: Fill, quote?: Quote): void => {
  if (fill.order.purpose !== 'entry' || position.stopOrderId === undefined || position.stopRecalled) return;
  changeProtection(commit, position, { reason: 'entry filled', ...(quote ? { quote } : {}) });
};

/** What must follow at once: a resting stop for exactly the filled quantity, or the way out. */
const protect = (commit: Commit, key: string, fill: Fill, quotes: Quotes): void => {
  const position = commit.state.positions[key];
  // Stops and exits are the trading book's: what is rebalanced has neither and is never closed as unprotected.
  if (!position || position.book !== 'trading') return;
  const quote = quotes[position.instrumentId];
  const { exit } = position;
  if (exitClosesAll(position)) {
    // The rung's time ran out while its order was unaccounted for; filled at last, it left something: nobody else asks.
    afterRung(commit, key, quote);
  } else if (commit.state.halted && commit.state.breakers.drawdown) {
    triggerExit(commit, position, 'breaker', quote, 'filled after the drawdown halt');
  } else if (spentStop(position, fill)) {
    loseSpentStop(commit, key, position, fill, quote);
  } else if (exit) {
    growStop(commit, position, fill, quote);
    afterRung(commit, key, quote);
  } else if (fill.order.purpose === 'entry' && fill.order.levels !== undefined) {
    changeProtection(commit, position, { reason: 'entry filled', ...(quote ? { quote } : {}) });
  } else if (position.protectionNo === 0) {
    triggerExit(commit, position, 'unprotected', quote, 'no approval names this position');
  }
};

const alreadyBooked = (state: AccountState, fill: Fill): boolean => {
  const booked = state.bookedFills.find((entry) => entry.clientOrderId === fill.order.clientOrderId)?.count ?? 0;
  assert(fill.fillNo <= booked, `fill ${fill.fillNo} of ${fill.order.clientOrderId} comes before fill ${booked}`);
  return fill.fillNo < booked;
};

/** Books one execution with all its consequences in one commit. Never refused: it has happened. */
export const bookFill = (commit: Commit, fill: Fill, quotes: Quotes): void => {
  if (alreadyBooked(commit.state, fill)) return;
  if (fill.order.book === 'hodl') return bookHodlFill(commit, fill);
  const key = positionKey(fill.order.book, fill.order.instrumentId);
  const before = commit.state.positions[key];
  if (before) chargePeriods(commit, before, fill.venueAt, fill.rate);
  const position = commit.state.positions[key];
  const { closes, opens } = splitFill(position, fill);
  const feeUsdt = feeInUsdt(fill);
  const gross = grossOf(position, closes, fill);
  const entry = commit.state.reservations[fill.order.clientOrderId];
  append(commit, fillBooked(fill, feeUsdt, gross));
  bookLots(commit, fill, feeUsdt);
  const feeOfClose = opens.isZero() ? feeUsdt : proportion(feeUsdt, closes, fill.lastQty);
  if (position && closes.gt(0)) reducePosition(commit, position, closes, fill, gross, feeOfClose);
  if (opens.gt(0)) growPosition(commit, key, opens, fill, feeUsdt.sub(closes.gt(0) ? feeOfClose : ZERO));
  // One that was taken back and filled all the same is not the trade that the breaker made smaller.
  if (entry?.kind === 'entry' && !entry.revoked && fill.fillNo === 0) afterEntry(commit);
  if (closes.gt(0) && position?.book === 'trading' && closes.eq(position.quantity)) setAsideProfit(commit, quotes);
  protect(commit, key, fill, quotes);
  const value = markEquity(commit, quotes, true);
  if (value) checkBreakers(commit, value, quotes);
  if (entry?.kind === 'entry') assessWaiting(commit, entry.instrumentId, quotes);
};
