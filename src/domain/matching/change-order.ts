import { dec } from '../shared/decimal.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { draftOf, emit } from './draft.js';
import { amendCost, cancelCost, rateRefusal } from './engine-counter.js';
import { executeNow } from './execute-now.js';
import { endOrder } from './execution.js';
import { fundsRefusal } from './funds.js';
import { positionRefusal, termsRefusal } from './order-checks.js';
import type { PaperSettings } from './paper-settings.js';
import type { AmendPaperOrder, CancelPaperOrder } from './paper-venue.commands.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import { ageOf, USER_REQUESTED, workingOrder, type PaperVenueState } from './paper-venue.state.js';
import { crosses } from './price-reach.js';

export const UNKNOWN_ORDER = 'EOrder:Unknown order';

/** Ends a working order; an ended or unknown one is left as it is. */
export const cancelOrder = (
  { clientOrderId, at }: CancelPaperOrder,
  state: PaperVenueState,
  settings: PaperSettings,
): readonly PaperVenueFact[] => {
  const order = workingOrder(state, clientOrderId);
  if (order === undefined || changeThrottled('cancel', clientOrderId, at, state, settings)) return [];
  const draft = draftOf(state, settings);
  endOrder(draft, order, 'canceled', USER_REQUESTED, { venueAt: at + settings.latencyMs, step: null });
  return draft.facts;
};

/** Changes a working order in place; the same terms again, or a refusal, change nothing. */
export const amendOrder = (
  command: AmendPaperOrder,
  state: PaperVenueState,
  settings: PaperSettings,
): readonly PaperVenueFact[] => {
  const order = workingOrder(state, command.clientOrderId);
  if (order === undefined || amendRefusal(command, state, settings) !== undefined) return [];
  const { clientOrderId, quantity, price, triggerPrice, rate, quote, at } = command;
  if (changeThrottled('amend', clientOrderId, at, state, settings)) return [];
  const terms = amended(order.terms, command);
  const { terms: old } = order;
  if (terms.quantity === old.quantity && terms.price === old.price && terms.triggerPrice === old.triggerPrice)
    return [];
  const venueAt = at + settings.latencyMs;
  const draft = draftOf(state, settings);
  emit(draft, {
    type: 'PaperOrderUpdated',
    data: {
      clientOrderId,
      quantity,
      ...(price !== undefined && { price }),
      ...(triggerPrice !== undefined && { triggerPrice }),
      at,
      venueAt,
    },
  });
  executeNow(draft, clientOrderId, { quote, rate, venueAt });
  return draft.facts;
};

/** Kraken's word where the change would come too soon after others; it leaves no trace. */
export const changeThrottled = (
  change: 'amend' | 'cancel',
  clientOrderId: string,
  at: number,
  state: PaperVenueState,
  { latencyMs, engineLimit }: PaperSettings,
): string | undefined => {
  const order = workingOrder(state, clientOrderId);
  if (order === undefined) return undefined;
  const venueAt = at + latencyMs;
  const cost = (change === 'amend' ? amendCost : cancelCost)(ageOf(order, venueAt));
  return rateRefusal(state.counters, order.terms.instrumentId, cost, venueAt, engineLimit);
};

const amended = (terms: OrderTerms, { quantity, price, triggerPrice }: AmendPaperOrder): OrderTerms => ({
  ...terms,
  quantity,
  ...(price !== undefined && { price }),
  ...(triggerPrice !== undefined && { triggerPrice }),
});

/** Why the venue would not amend; undefined when it would, or has already. */
export const amendRefusal = (
  command: AmendPaperOrder,
  state: PaperVenueState,
  settings: PaperSettings,
): string | undefined => {
  const order = workingOrder(state, command.clientOrderId);
  if (order === undefined) return UNKNOWN_ORDER;
  const terms = amended(order.terms, command);
  const unfit = termsRefusal(state, terms) ?? positionRefusal(state, terms);
  if (unfit !== undefined) return unfit;
  if (dec(terms.quantity).lte(order.cumQty)) return 'EGeneral:Invalid arguments:volume is already filled';
  const best = command.quote && dec(terms.side === 'buy' ? command.quote.ask : command.quote.bid);
  if (terms.postOnly && best && crosses(terms.side, terms.price, best)) return 'EOrder:Post only order';
  const price = dec(terms.price ?? terms.triggerPrice ?? '0');
  return fundsRefusal(state, { terms, cumQty: order.cumQty, price, rate: command.rate }, settings);
};
