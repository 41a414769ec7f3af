import type { Quotes } from '../../market/quote.js';
import { openingMarginFee } from '../../matching/margin-fee.js';
import { assert } from '../../shared/assert.js';
import { dec, minOf, proportion, text, ZERO, type Dec } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { AccountState, Closer, PositionState } from '../account.state.js';
import { checkBreakers } from '../breakers/breakers.js';
import { afterEntry, afterLoss } from '../breakers/losses-in-a-row.js';
import { afterStop } from '../breakers/spike.js';
import { append, type Commit } from '../commit.js';
import { bookLots, feeInUsdt, fillBooked, type Fill } from '../equity/booked-fill.js';
import { markEquity } from '../equity/mark-equity.js';
import { startCooldown } from '../gates/gates.js';
import { revokeApprovals, revokeEntries } from '../gates/revoke.js';
import { bookHodlFill } from '../hodl/book-hodl-fill.js';
import { setAsideProfit } from '../hodl/set-aside.js';
import { assessWaiting } from '../reservations/assess.js';
import { protect, spentStop } from './after-fill.js';
import { dustOf } from './dust-held.js';
import { endPosition } from './end-position.js';
import { chargeOpening, chargePeriods } from './margin-charges.js';
import { placeOf, placeOfFill } from './where-booked.js';

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
  const end = { closer: closerOf(position, fill), exitPrice: fill.lastPx, tradeId: fill.tradeId, grossUsdt, feesUsdt };
  const netUsdt = endPosition(commit, position, { ...end, stopSpent: spentStop(position, fill) });
  // Streaks and cooldowns are the trading book's alone.
  if (position.book !== 'trading') return;
  if (dec(netUsdt).isNegative()) afterLoss(commit);
  if (fill.order.purpose === 'stop') afterStop(commit, position.instrumentId);
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

/** The first fill of a position, and the dust that earlier ones of its side have left: its exit will sell that too. */
const openPosition = (commit: Commit, opens: Dec, cost: Dec, fill: Fill, feeUsdt: Dec): void => {
  const { book, instrumentId, leverage, intentId } = fill.order;
  const dust = dustOf(commit.state, fill.order);
  append(commit, {
    type: 'PositionOpened',
    data: {
      positionId: stableId('position', fill.tradeId),
      book,
      instrumentId,
      side: sideOf(fill),
      leverage,
      intentId,
      quantity: text(opens.add(dust?.quantity ?? ZERO)),
      price: fill.lastPx,
      cost: text(cost.add(dust?.cost ?? ZERO)),
      feesUsdt: text(feeUsdt.add(dust?.feesUsdt ?? ZERO)),
      levels: levelsOf(fill),
      openedAt: commit.at,
      venueAt: fill.venueAt,
      ...(dust ? { swept: { quantity: dust.quantity, cost: dust.cost } } : {}),
    },
  });
  if (book !== 'trading') return;
  const until = commit.at + commit.state.policy.cooldownAfterEntryMs;
  startCooldown(commit, { scope: instrumentId, reason: 'entry', until });
  // A late fill: the entry that was approved since has lost its place.
  revokeApprovals(commit, 'another entry filled', instrumentId, fill.order.clientOrderId);
};

const growPosition = (commit: Commit, key: string, opens: Dec, fill: Fill, feeUsdt: Dec): void => {
  const { book, instrumentId, leverage } = fill.order;
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
    openPosition(commit, opens, cost, fill, feeUsdt);
  }
  const position = commit.state.positions[placeOfFill(commit.state, fill.order)];
  assert(position, 'an opening fill leaves a position');
  if (leverage > 1)
    chargeOpening(commit, position, openingMarginFee(text(cost), fill.rate, commit.state.policy), fill.rate);
};

const alreadyBooked = (state: AccountState, fill: Fill): boolean => {
  const booked = state.bookedFills.find((entry) => entry.clientOrderId === fill.order.clientOrderId)?.count ?? 0;
  assert(fill.fillNo <= booked, `fill ${fill.fillNo} of ${fill.order.clientOrderId} comes before fill ${booked}`);
  return fill.fillNo < booked;
};

/** The venue charges what is left of a margin position before it looks at the fill. */
const chargeDust = (commit: Commit, fill: Fill): void => {
  const dust = dustOf(commit.state, fill.order);
  if (dust) chargePeriods(commit, dust, fill.venueAt, fill.rate);
};

/** A fill against what was set aside is netted with it: for that it is a position once more. */
const reviveDust = (commit: Commit, fill: Fill): void => {
  const dust = dustOf(commit.state, fill.order);
  if (!dust || dust.side === sideOf(fill) || commit.state.positions[placeOfFill(commit.state, fill.order)]) return;
  const { book, instrumentId, side, leverage, intentId, quantity, cost, feesUsdt, marginSince } = dust;
  append(commit, {
    type: 'PositionOpened',
    data: {
      positionId: stableId('position', 'dust', fill.tradeId),
      ...{ book, instrumentId, side, leverage, intentId, quantity, cost, feesUsdt },
      price: fill.lastPx,
      levels: { stop: fill.lastPx, target: fill.lastPx },
      openedAt: commit.at,
      venueAt: marginSince,
      swept: { quantity, cost },
    },
  });
};

/** What a late entry fill, or one that nobody approved, added to the position of another approval. */
const strayIn = (commit: Commit, before: PositionState | undefined, opens: Dec, { order }: Fill): Dec => {
  const present = before && placeOf(commit.state, before.positionId, before);
  return order.purpose === 'entry' && present !== undefined && before?.intentId !== order.intentId ? opens : ZERO;
};

/** Books one execution with all its consequences in one commit. Never refused: it has happened. */
export const bookFill = (commit: Commit, fill: Fill, quotes: Quotes): void => {
  if (alreadyBooked(commit.state, fill)) return;
  if (fill.order.book === 'hodl') return bookHodlFill(commit, fill);
  chargeDust(commit, fill);
  reviveDust(commit, fill);
  const key = placeOfFill(commit.state, fill.order);
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
  protect(commit, placeOfFill(commit.state, fill.order), fill, quotes, strayIn(commit, position, opens, fill));
  const value = markEquity(commit, quotes, true);
  if (value) checkBreakers(commit, value, quotes);
  if (entry?.kind === 'entry') assessWaiting(commit, entry.instrumentId, quotes);
};
