import { assert } from '../shared/assert.js';
import { dec, minOf, text, ZERO, type Dec, type DecimalString } from '../shared/decimal.js';
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import { emit, type Draft } from './draft.js';
import { slippagePart, takerPrice } from './fill-price.js';
import { chargeMarginFees } from './margin-charge.js';
import type { MarginPosition } from './margin-position.js';
import type { PaperOrder } from './paper-order.js';
import { instrumentAt } from './paper-rules.js';
import { leavesOf, workingOrder } from './paper-venue.state.js';
import { settle, type Settlement } from './settlement.js';
import { volumeLeft, type CandleVolume } from './volume-share.js';

/** Where and when an order meets the market. */
export interface Meeting {
  /** Quote per base; a taker slips from it. */
  readonly reference: Dec;
  readonly liquiditySide: 'maker' | 'taker';
  readonly volume: CandleVolume;
  readonly rate: DecimalString;
  readonly venueAt: UnixMs;
  readonly step: UnixMs | null;
}

const CLOSED = 'EOrder:Reduce only:Position is closed';

/**
 * Fills as much of a working order as the position, the candle's volume and the balances allow, and ends it when it is
 * complete or can never be. What is left keeps working; the caller decides whether it may.
 */
export const execute = (draft: Draft, clientOrderId: string, meeting: Meeting): void => {
  const order = workingOrder(draft.state, clientOrderId);
  assert(order, `execution of ${clientOrderId}, which is not working`);
  const { terms } = order;
  const instrument = instrumentAt(draft.state, terms.instrumentId);
  const closes = closedBy(draft, order);
  if (closes === undefined && terms.reduceOnly && terms.leverage > 1) {
    endOrder(draft, order, 'canceled', CLOSED, meeting);
    return;
  }
  const left = volumeLeft(draft.state, instrument, meeting.volume, draft.settings.volumeShare);
  const wanted = closes ? minOf(dec(leavesOf(order)), dec(closes.quantity)) : dec(leavesOf(order));
  const offered = left ? minOf(wanted, left) : wanted;
  const { leavesCrumbs } = draft.settings;
  const quantity = leavesCrumbs ? offered : withoutCrumbs(offered, wanted, dec(instrument.minQuantity));
  if (quantity.isZero()) return;
  fill(draft, order, quantity, meeting);
};

/**
 * No execution is smaller than the instrument's minimum and none leaves less than that: such a rest could be neither
 * stopped nor closed, and the share of a candle's volume is a model anyway.
 */
const withoutCrumbs = (offered: Dec, wanted: Dec, minimum: Dec): Dec => {
  if (offered.lt(minimum)) return offered.gt(0) && wanted.lt(minimum) ? wanted : ZERO;
  return wanted.sub(offered).lt(minimum) ? wanted : offered;
};

const closedBy = (draft: Draft, { terms }: PaperOrder): MarginPosition | undefined => {
  const position = terms.leverage > 1 ? draft.state.positions[terms.instrumentId] : undefined;
  return position && position.side !== terms.side ? position : undefined;
};

const fill = (draft: Draft, order: PaperOrder, quantity: Dec, meeting: Meeting): void => {
  const { terms } = order;
  const price = text(priceOf(draft, order, meeting));
  const { liquiditySide, rate, venueAt, step } = meeting;
  chargeMarginFees(draft, terms.instrumentId, { at: venueAt, rate, step });
  const trade = { terms, quantity: text(quantity), price, liquiditySide, rate, closes: closedBy(draft, order) };
  const settlement = settle(trade, draft.settings);
  if (terms.leverage === 1 && overdraws(draft, settlement)) {
    endOrder(draft, order, 'canceled', 'EOrder:Insufficient funds', meeting);
    return;
  }
  const cumQty = text(dec(order.cumQty).add(quantity));
  const leavesQty = text(dec(terms.quantity).sub(cumQty));
  emit(draft, {
    type: 'PaperOrderFilled',
    data: {
      clientOrderId: terms.clientOrderId,
      instrumentId: terms.instrumentId,
      side: terms.side,
      tradeId: tradeIdOf(order),
      fillNo: order.fills.length,
      lastQty: trade.quantity,
      lastPx: price,
      cumQty,
      leavesQty,
      liquiditySide,
      ...settlement,
      rate,
      volumeOf: meeting.volume.candle,
      venueAt,
      step,
    },
  });
  if (leavesQty === '0') endOrder(draft, order, 'filled', 'complete', meeting);
  else if (trade.closes && closedBy(draft, order) === undefined) endOrder(draft, order, 'canceled', CLOSED, meeting);
};

/** Same order, same fill number, same id: a step redone after a crash reports the same trade. */
const tradeIdOf = ({ terms, placement, fills }: PaperOrder): string =>
  placement === 1
    ? stableId('paperTrade', terms.clientOrderId, fills.length)
    : stableId('paperTrade', terms.clientOrderId, fills.length, placement);

const priceOf = (draft: Draft, { terms, fills }: PaperOrder, { liquiditySide, reference }: Meeting): Dec => {
  const { seed, slippagePct } = draft.settings;
  // A maker does not slip, but an open off the tick is rounded like any other price.
  const part = liquiditySide === 'maker' ? ZERO : slippagePart(seed, terms.clientOrderId, fills.length);
  const { tick } = instrumentAt(draft.state, terms.instrumentId);
  return takerPrice({ side: terms.side, reference, slippagePct, part, tick, limit: terms.price });
};

const overdraws = (draft: Draft, { moves }: Settlement): boolean =>
  moves.some(({ currency, amount }) => {
    const move = dec(amount);
    return move.isNegative() && move.add(draft.state.balances[currency] ?? '0').isNegative();
  });

export const endOrder = (
  draft: Draft,
  { terms }: PaperOrder,
  outcome: 'filled' | 'canceled' | 'expired',
  reason: string,
  { venueAt, step }: Pick<Meeting, 'venueAt' | 'step'>,
): void =>
  emit(draft, {
    type: 'PaperOrderEnded',
    data: { clientOrderId: terms.clientOrderId, outcome, reason, venueAt, step },
  });
