import type { Currency, Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { ListedOrder } from '../../domain/orders/listed-order.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import type { OrderTerms } from '../../domain/orders/order-terms.js';
import type { Quote } from '../../domain/market/quote.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { MarketStep } from './market-data.port.js';

/**
 * - answered: the venue spoke; its words, in order (a refusal is an answer).
 * - not-sent: the venue surely did not take it; may be tried again.
 * - unknown: it may have; never call again, ask.
 */
export type VenueAnswer =
  | { readonly outcome: 'answered'; readonly reports: readonly OrderReport[] }
  | { readonly outcome: 'not-sent'; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

export interface PlaceOrder {
  readonly order: OrderTerms;
  /** The venue must refuse it after this instant. */
  readonly deadline: UnixMs;
  /** What the market showed when the order was decided: the pretend venue prices on it, a real one never sees it. */
  readonly quote?: Quote;
}

export interface AmendOrder {
  readonly clientOrderId: string;
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
}

export interface VenueBalance {
  readonly currency: Currency;
  readonly total: DecimalString;
}

/** What is open on margin in one instrument; base, above zero. */
export interface VenuePosition {
  readonly instrumentId: InstrumentId;
  readonly side: 'long' | 'short';
  readonly quantity: DecimalString;
  /** What the venue holds it to have cost, in the quote currency; absent where it does not say. */
  readonly cost?: DecimalString;
}

/**
 * How reports come without being asked for.
 * - with-steps: `advance` returns all of them; nothing can be on its way between two steps.
 * - up: a stream of its own; `lastReportAt` is its last word about an order (unix ms), which a heartbeat is not.
 * - none: there is none, or it is down: working orders must be polled.
 */
export type ReportStream =
  | { readonly state: 'with-steps' }
  | { readonly state: 'up'; readonly lastReportAt?: UnixMs }
  | { readonly state: 'none' };

/** A list could not be had: nothing is known, and nothing may be concluded from it. */
export class VenueUnreachable extends Error {
  override readonly name = 'VenueUnreachable';
}

/**
 * The exchange. Trouble on the way is a {@link VenueAnswer}, or of the lists {@link VenueUnreachable}; anything else that
 * is thrown is a bug. Where an order is named, it is by its client order id, and by the venue's own where it has none.
 */
export abstract class Venue {
  abstract readonly name: string;
  /** The venue's own metadata; wins over the fallback table. @throws VenueUnreachable */
  abstract instruments(): Promise<readonly Instrument[]>;
  /** Called once per recorded attempt, never twice. */
  abstract place(request: PlaceOrder): Promise<VenueAnswer>;
  /** Safe to repeat. An order that has ended answers with its end. */
  abstract cancel(clientOrderId: string): Promise<VenueAnswer>;
  /** Safe to repeat. Keeps the client order id. */
  abstract amend(request: AmendOrder): Promise<VenueAnswer>;
  /**
   * Everything the venue knows of one order (open, closed and trades), as reports in the venue's order; `absent` when
   * none of the three lists it.
   */
  abstract lookup(clientOrderId: string): Promise<VenueAnswer | { readonly outcome: 'absent' }>;
  /** All working orders of the account, whoever placed them. @throws VenueUnreachable */
  abstract openOrders(): Promise<readonly ListedOrder[]>;
  /** Orders with an execution or an end since the instant, oldest first. @throws VenueUnreachable */
  abstract changedSince(since: UnixMs): Promise<readonly ListedOrder[]>;
  /** @throws VenueUnreachable */
  abstract balances(): Promise<readonly VenueBalance[]>;
  /** @throws VenueUnreachable */
  abstract positions(): Promise<readonly VenuePosition[]>;
  abstract reportStream(): ReportStream;
  /**
   * Another one whenever a list, a balance or an instrument may read differently than before; undefined where the venue
   * does not say: then they have to be read.
   */
  revision(): string | undefined {
    return undefined;
  }
  /**
   * How much of the matching engine's counter of the pair is used up now, in thousandths of a point; undefined where the
   * venue does not tell.
   */
  rateUsed(_instrumentId: InstrumentId): Promise<number | undefined> {
    return Promise.resolve(undefined);
  }
  /** The same of its counter of questions: look-ups and lists. */
  questionsUsed(): Promise<number | undefined> {
    return Promise.resolve(undefined);
  }
  /**
   * The books have money that came from outside, or have given some away (below zero). At a real venue the owner did
   * that, and the books followed; a pretend one has no other owner and follows the books. Safe to repeat.
   */
  abstract ownerMoved(transferId: string, currency: Currency, amount: DecimalString): Promise<void>;
  /**
   * Hands a pretend venue the candles of one step, all at once, before anyone else sees them; returns what they did to
   * resting orders. A real venue has its own market and returns nothing.
   */
  abstract advance(step: MarketStep): Promise<readonly OrderReport[]>;
}
