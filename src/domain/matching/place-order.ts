import { midOf, type Quote } from '../market/quote.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { dec, ONE, roundDownTo, roundUpTo, text, type Dec } from '../shared/decimal.js';
import { stableId } from '../shared/stable-id.js';
import { draftOf, emit } from './draft.js';
import { ADD_COST, rateRefusal } from './engine-counter.js';
import { executeNow } from './execute-now.js';
import { fundsRefusal } from './funds.js';
import { positionRefusal, termsRefusal } from './order-checks.js';
import { instrumentAt } from './paper-rules.js';
import type { PaperSettings } from './paper-settings.js';
import type { PlacePaperOrder } from './paper-venue.commands.js';
import type { PaperVenueFact, Placement } from './paper-venue.events.js';
import { ordersOf, workingOrder, type PaperVenueState } from './paper-venue.state.js';
import { crosses, endsAsMarket, waitsForTrigger } from './price-reach.js';

/** A real venue keeps client ids unique among its open orders only, and so does this one. */
export const DUPLICATE = 'EOrder:Duplicate clientOrderId';

export const placeOrder = (
  command: PlacePaperOrder,
  state: PaperVenueState,
  settings: PaperSettings,
): readonly PaperVenueFact[] => {
  const { clientOrderId } = command.order;
  const known = ordersOf(state, clientOrderId);
  if (known.some((order) => order.requestId === command.requestId)) return [];
  if (workingOrder(state, clientOrderId) || placementThrottled(command, state, settings)) return [];

  const order = trailing(state, bareTerms(command.order), command.quote);
  const { requestId, rate, at } = command;
  const venueAt = at + settings.latencyMs;
  const placement: Placement = { order, requestId, placement: known.length + 1, rate, at, venueAt };
  const reason = placementRefusal(order, command, state, settings);
  if (reason !== undefined) {
    return [
      { type: 'PaperOrderEnded', data: { ...placement, clientOrderId, outcome: 'rejected', reason, step: null } },
    ];
  }
  const draft = draftOf(state, settings);
  emit(draft, { type: 'PaperOrderPlaced', data: { ...placement, venueOrderId: venueOrderIdOf(placement) } });
  executeNow(draft, clientOrderId, { quote: command.quote, rate, venueAt });
  return draft.facts;
};

interface NamedPlacement {
  readonly order: Pick<OrderTerms, 'clientOrderId'>;
  readonly placement: number;
}

/** Kraken's word where the order comes too soon after others; it leaves no trace. */
export const placementThrottled = (
  { order, at }: Pick<PlacePaperOrder, 'order' | 'at'>,
  { counters }: PaperVenueState,
  { latencyMs, engineLimit }: PaperSettings,
): string | undefined => rateRefusal(counters, order.instrumentId, ADD_COST, at + latencyMs, engineLimit);

export const venueOrderIdOf = ({ order, placement }: NamedPlacement): string =>
  placement === 1
    ? stableId('paperOrder', order.clientOrderId)
    : stableId('paperOrder', order.clientOrderId, placement);

/** The caller may hand in more than terms (why the order exists): a venue never learns that. */
const bareTerms = (given: OrderTerms): OrderTerms => ({
  clientOrderId: given.clientOrderId,
  accountId: given.accountId,
  book: given.book,
  instrumentId: given.instrumentId,
  side: given.side,
  type: given.type,
  quantity: given.quantity,
  ...(given.price !== undefined && { price: given.price }),
  ...(given.triggerPrice !== undefined && { triggerPrice: given.triggerPrice }),
  ...(given.trailOffset !== undefined && { trailOffset: given.trailOffset }),
  timeInForce: given.timeInForce,
  ...(given.expiresAt !== undefined && { expiresAt: given.expiresAt }),
  postOnly: given.postOnly,
  reduceOnly: given.reduceOnly,
  leverage: given.leverage,
});

/** A trailing stop without a level of its own begins at its offset from the mid, rounded away from it. */
const trailing = (state: PaperVenueState, terms: OrderTerms, quote: Quote | undefined): OrderTerms => {
  const { type, side, triggerPrice, trailOffset, instrumentId } = terms;
  if (type !== 'trailing-stop' || triggerPrice !== undefined || !trailOffset || !quote) return terms;
  const { tick } = instrumentAt(state, instrumentId);
  const mid = dec(midOf(quote));
  const level = side === 'sell' ? roundDownTo(mid.sub(trailOffset), tick) : roundUpTo(mid.add(trailOffset), tick);
  return { ...terms, triggerPrice: text(level) };
};

const placementRefusal = (
  order: OrderTerms,
  { quote, rate, deadline, at }: PlacePaperOrder,
  state: PaperVenueState,
  settings: PaperSettings,
): string | undefined => {
  const arrival = at + settings.latencyMs;
  if (arrival > deadline) return 'EService:Deadline elapsed';
  if (order.expiresAt !== undefined && order.expiresAt <= arrival) return 'EGeneral:Invalid arguments:expiretm';
  const unfit = termsRefusal(state, order) ?? positionRefusal(state, order);
  if (unfit !== undefined) return unfit;
  const best = quote && dec(order.side === 'buy' ? quote.ask : quote.bid);
  const price = worstPrice(order, best, settings);
  if (price === undefined) return 'EService:Unavailable:no price';
  const { minCost } = instrumentAt(state, order.instrumentId);
  if (dec(order.quantity).mul(price).lt(minCost)) return 'EOrder:Cost minimum not met';
  if (order.postOnly && best && crosses(order.side, order.price, best)) return 'EOrder:Post only order';
  return fundsRefusal(state, { terms: order, cumQty: '0', price, rate }, settings);
};

/** The price that the funds must bear; undefined when the order needs a market price and there is none. */
const worstPrice = (order: OrderTerms, best: Dec | undefined, { slippagePct }: PaperSettings): Dec | undefined => {
  if (!endsAsMarket(order.type)) return order.price === undefined ? undefined : dec(order.price);
  if (waitsForTrigger(order.type)) return order.triggerPrice === undefined ? undefined : dec(order.triggerPrice);
  return order.side === 'buy' ? best?.mul(ONE.add(slippagePct)) : best;
};
