import type { Candle } from '../market/candle.js';
import { INSTRUMENT_IDS, INSTRUMENTS, type InstrumentId } from '../market/instrument.js';
import { assert } from '../shared/assert.js';
import { dec, maxOf, minOf, roundDownTo, roundUpTo, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { draftOf, emit, type Draft } from './draft.js';
import { isAsleep } from './execute-now.js';
import { endOrder, execute, type Meeting } from './execution.js';
import { hasExpired, pathFor } from './expiry.js';
import { chargeMarginFees } from './margin-charge.js';
import type { PaperOrder } from './paper-order.js';
import { instrumentAt } from './paper-rules.js';
import type { PaperSettings } from './paper-settings.js';
import type { MatchCandles } from './paper-venue.commands.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import { isIdle, workingOrder, type PaperVenueState } from './paper-venue.state.js';
import {
  endsAsMarket,
  isTakeProfit,
  limitReached,
  triggerReached,
  waitsForTrigger,
  type PricePath,
} from './price-reach.js';

const NOTHING: readonly PaperVenueFact[] = [];

type Step = Pick<MatchCandles, 'closeTime' | 'candles' | 'btcRate'>;

/**
 * One step of the market over all instruments in one decision: resting orders meet the candles (what is triggered
 * already, then stops, then the rest), the expired ones end, and margin fees that have become due are charged on what is
 * left open. A step at or before the last one that left facts gives nothing.
 */
export const matchCandles = (
  { closeTime, candles, btcRate }: MatchCandles,
  state: PaperVenueState,
  settings: PaperSettings,
): readonly PaperVenueFact[] => {
  if (isIdle(state) || closeTime <= state.matchedTo) return NOTHING;
  const draft = draftOf(state, settings);
  const step: Step = { closeTime, candles, btcRate: btcRate ?? state.btcRate };
  for (const instrumentId of INSTRUMENT_IDS) {
    const orders = inMatchingOrder(state.working.filter(({ terms }) => terms.instrumentId === instrumentId));
    const candle = candles.find((one) => one.instrumentId === instrumentId);
    for (const { terms } of orders) matchOne(draft, terms.clientOrderId, candle, step);
  }
  for (const instrumentId of INSTRUMENT_IDS) {
    if (draft.state.positions[instrumentId] === undefined) continue;
    chargeMarginFees(draft, instrumentId, { at: closeTime, rate: rateOf(instrumentId, step), step: closeTime });
  }
  return draft.facts;
};

/** Where one candle crosses both, the stop is taken to have been first: the worse of the two stories. */
const inMatchingOrder = (orders: readonly PaperOrder[]): readonly PaperOrder[] =>
  orders.length < 2 ? orders : [...orders].sort((a, b) => rank(a) - rank(b));

const rank = (order: PaperOrder): number => {
  const { type } = order.terms;
  if (!isAsleep(order) && endsAsMarket(type)) return 0;
  return waitsForTrigger(type) && !isTakeProfit(type) ? 1 : 2;
};

const matchOne = (draft: Draft, clientOrderId: string, candle: Candle | undefined, step: Step): void => {
  const { closeTime } = step;
  const order = workingOrder(draft.state, clientOrderId);
  if (order === undefined) return;
  const path = candle && pathFor(order, candle, closeTime);
  if (path) meetPath(draft, order, path, candle, step);
  const left = workingOrder(draft.state, clientOrderId);
  if (left === undefined || !hasExpired(left, closeTime)) return;
  endOrder(draft, left, 'expired', 'Expired', { venueAt: left.terms.expiresAt ?? closeTime, step: closeTime });
};

const meetPath = (draft: Draft, order: PaperOrder, path: PricePath, candle: Candle, step: Step): void => {
  const { terms } = order;
  const { closeTime } = step;
  const meet = (reference: Dec, liquiditySide: Meeting['liquiditySide']): void =>
    execute(draft, terms.clientOrderId, {
      reference,
      liquiditySide,
      volume: { candle: closeTime, volume: candle.volume },
      rate: rateOf(terms.instrumentId, step),
      venueAt: closeTime,
      step: closeTime,
    });
  if (isAsleep(order)) {
    meetTrigger(draft, order, path, closeTime, meet);
    return;
  }
  if (endsAsMarket(terms.type)) {
    // What the volume of the candle that triggered it left over goes at the next opens.
    meet(dec(path.open), 'taker');
    return;
  }
  assert(terms.price, 'a limit order without a limit');
  const reached = limitReached(terms.side, terms.price, path);
  if (reached) meet(reached, 'maker');
};

const meetTrigger = (
  draft: Draft,
  order: PaperOrder,
  path: PricePath,
  closeTime: UnixMs,
  meet: (reference: Dec, liquiditySide: 'taker') => void,
): void => {
  const { terms } = order;
  const { clientOrderId } = terms;
  assert(terms.triggerPrice, 'a stop without a trigger');
  const at = triggerReached(terms, terms.triggerPrice, path);
  if (at === undefined) {
    trail(draft, order, path, closeTime);
    return;
  }
  emit(draft, { type: 'PaperOrderTriggered', data: { clientOrderId, venueAt: closeTime, step: closeTime } });
  // A limit that the trigger's price has already passed rests: the rest of the candle's way is not known.
  const passed = terms.price !== undefined && (terms.side === 'buy' ? at.gt(terms.price) : at.lt(terms.price));
  if (endsAsMarket(terms.type) || !passed) meet(at, 'taker');
  const left = workingOrder(draft.state, clientOrderId);
  if (left && terms.timeInForce === 'IOC') {
    endOrder(draft, left, 'canceled', 'IOC remainder', { venueAt: closeTime, step: closeTime });
  }
};

/** A trailing stop follows the extreme of a candle that did not reach it, never back; the next candle meets the new level. */
const trail = (draft: Draft, { terms }: PaperOrder, path: PricePath, closeTime: UnixMs): void => {
  if (terms.type !== 'trailing-stop' || terms.trailOffset === undefined || terms.triggerPrice === undefined) return;
  const { tick } = instrumentAt(draft.state, terms.instrumentId);
  const old = dec(terms.triggerPrice);
  const level =
    terms.side === 'sell'
      ? maxOf(old, roundDownTo(dec(path.high).sub(terms.trailOffset), tick))
      : minOf(old, roundUpTo(dec(path.low).add(terms.trailOffset), tick));
  if (level.eq(old)) return;
  emit(draft, {
    type: 'PaperOrderTrailed',
    data: {
      clientOrderId: terms.clientOrderId,
      triggerPrice: text(level),
      venueAt: closeTime,
      step: closeTime,
    },
  });
};

/** USDT per unit of the quote currency: the close of the step's BTC/USDT candle; in a gap, the last one that is known. */
const rateOf = (instrumentId: InstrumentId, { candles, btcRate }: Step): DecimalString => {
  if (INSTRUMENTS[instrumentId].quote === 'USDT') return '1';
  const rate = candles.find((one) => one.instrumentId === 'BTC/USDT')?.close ?? btcRate;
  assert(rate, 'no BTC/USDT price for an order in BTC');
  return text(rate);
};
