import type { Currency, Instrument } from '../../domain/market/instrument.js';
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

/** The exchange. Throws only for bugs: trouble on the way is a {@link VenueAnswer}. */
export abstract class Venue {
  abstract readonly name: string;
  /** The venue's own metadata; wins over the fallback table. */
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
  /** Client order ids of all working orders of the account. */
  abstract openOrders(): Promise<readonly string[]>;
  /** Orders with an execution or an end since the instant, oldest first. */
  abstract changedSince(since: UnixMs): Promise<readonly string[]>;
  abstract balances(): Promise<readonly VenueBalance[]>;
  /**
   * Hands a pretend venue the candles of one step, all at once, before anyone else sees them; returns what they did to
   * resting orders. A real venue has its own market and returns nothing.
   */
  abstract advance(step: MarketStep): Promise<readonly OrderReport[]>;
}
