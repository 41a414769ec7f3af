import { midOf, type Quote } from '../market/quote.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { emit, type Draft } from './draft.js';
import { endOrder, execute } from './execution.js';
import type { PaperOrder } from './paper-order.js';
import { workingOrder } from './paper-venue.state.js';
import { crosses, endsAsMarket, triggerReached, waitsForTrigger } from './price-reach.js';
import type { CandleVolume } from './volume-share.js';

export interface Arrival {
  readonly quote: Quote | undefined;
  readonly rate: DecimalString;
  readonly venueAt: UnixMs;
}

/**
 * What an order does at the moment it arrives or is amended: it may trigger, it takes what its limit lets it take of the
 * quote, and what an IOC or market order leaves is canceled. The rest of any other order rests.
 */
export const executeNow = (draft: Draft, clientOrderId: string, { quote, rate, venueAt }: Arrival): void => {
  const moment = { venueAt, step: null };
  const arrived = workingOrder(draft.state, clientOrderId);
  if (quote && arrived && triggersNow(arrived, quote)) {
    emit(draft, { type: 'PaperOrderTriggered', data: { clientOrderId, ...moment } });
  }
  const order = workingOrder(draft.state, clientOrderId);
  if (order === undefined || isAsleep(order)) return;
  const { terms } = order;
  if (quote) {
    const best = dec(terms.side === 'buy' ? quote.ask : quote.bid);
    if (crosses(terms.side, limitOf(terms), best)) {
      const meeting = { reference: best, liquiditySide: 'taker', volume: volumeOf(quote), rate, ...moment } as const;
      execute(draft, clientOrderId, meeting);
    }
  }
  const left = workingOrder(draft.state, clientOrderId);
  if (left && neverRests(terms)) endOrder(draft, left, 'canceled', 'IOC remainder', moment);
};

/** Waits for its trigger still. */
export const isAsleep = ({ terms, triggeredAt }: PaperOrder): boolean =>
  waitsForTrigger(terms.type) && triggeredAt === undefined;

const neverRests = ({ type, timeInForce }: OrderTerms): boolean => timeInForce === 'IOC' || type === 'market';

const limitOf = ({ type, price }: OrderTerms): DecimalString | undefined => (endsAsMarket(type) ? undefined : price);

/** Between candles the mid stands for the last trade. */
const triggersNow = (order: PaperOrder, quote: Quote): boolean => {
  const { terms } = order;
  if (!isAsleep(order) || terms.triggerPrice === undefined) return false;
  const mid = midOf(quote);
  return triggerReached(terms, terms.triggerPrice, { open: mid, high: mid, low: mid }) !== undefined;
};

/** The candle that a quote was made of is named by its close; a quote without one is its own. */
const volumeOf = ({ range, at, volume }: Quote): CandleVolume => ({ candle: range?.to ?? at, volume });
