import { INSTRUMENTS } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import { add, dec, maxOf, minOf, proportion, text, ZERO, type Dec } from '../../shared/decimal.js';
import type { Phantom } from '../account.events.js';
import type { PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { usdtRate, type Mids } from '../equity/valuation.js';
import { endPosition } from './end-position.js';
import { changeProtection } from './protection.js';
import { placeOf } from './where-booked.js';

/** A position, and what of it is not there. */
export interface PhantomClose {
  readonly position: PositionState;
  readonly phantom: Phantom;
}

/** Decimal places of a price that only people read: what it is made of stands beside it. */
const SHOWN_PLACES = 12;

/**
 * Closed at the worse of what it cost and what the market shows: an unrealised loss is booked, an unrealised gain is
 * not; nobody knows what the units really brought. What they did bring comes with the correction of the money.
 */
export const phantomOf = (position: PositionState, quantity: Dec, mids: Mids): PhantomClose => {
  const { book, instrumentId, positionId, leverage, side } = position;
  const cost = proportion(position.cost, quantity, position.quantity);
  const mid = mids[instrumentId];
  const rate = usdtRate(INSTRUMENTS[instrumentId].quote, mids);
  const priced = mid !== undefined && rate !== undefined ? dec(mid).mul(quantity) : cost;
  const value = side === 'long' ? minOf(cost, priced) : maxOf(cost, priced);
  const gross = (side === 'long' ? value.sub(cost) : cost.sub(value)).mul(rate ?? ZERO);
  const worth = { quantity: text(quantity), value: text(value), grossUsdt: text(gross) };
  const phantom = {
    positionId,
    book,
    instrumentId,
    leverage,
    ...worth,
    ...(rate === undefined ? {} : { rate: text(rate) }),
  };
  return { position, phantom };
};

const closeWhole = (commit: Commit, position: PositionState, phantom: Phantom, tradeId: string): void => {
  endPosition(commit, position, {
    closer: 'correction',
    exitPrice: text(dec(phantom.value).div(phantom.quantity).toDecimalPlaces(SHOWN_PLACES)),
    grossUsdt: add(position.grossUsdt, phantom.grossUsdt),
    feesUsdt: position.feesUsdt,
    tradeId,
  });
};

/** What is missing leaves its positions; the stop of a closed one is cancelled, that of a smaller one resized. */
export const closePhantoms = (
  commit: Commit,
  correctionId: string,
  closes: readonly PhantomClose[],
  quotes: Quotes,
): void => {
  for (const { position, phantom } of closes) {
    const quantity = dec(position.quantity).sub(phantom.quantity);
    if (quantity.isZero()) {
      closeWhole(commit, position, phantom, correctionId);
      continue;
    }
    const { positionId, book, instrumentId, feesUsdt, stopFilled } = position;
    const cost = text(dec(position.cost).sub(proportion(position.cost, phantom.quantity, position.quantity)));
    const grossUsdt = add(position.grossUsdt, phantom.grossUsdt);
    const left = { quantity: text(quantity), cost, grossUsdt, feesUsdt, stopFilled };
    append(commit, {
      type: 'PositionChanged',
      data: { positionId, book, instrumentId, ...left, tradeId: correctionId },
    });
    const place = placeOf(commit.state, positionId, position);
    const smaller = place === undefined ? undefined : commit.state.positions[place];
    const quote = quotes[instrumentId];
    if (smaller && book === 'trading' && !smaller.exit && smaller.protectionNo > 0)
      changeProtection(commit, smaller, { reason: 'position corrected', ...(quote ? { quote } : {}) });
  }
};
