/**
 * Facts of the pretend venue's own book, stream `paperVenue-<accountId>`. These names are the storage. Time fields are
 * unix ms UTC; `step` is the close time of the market step that caused the fact, null when a request did.
 */
import type { Currency, InstrumentId } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { MarginPosition } from './margin-position.js';
import type { BalanceMove, PaperFill, PaperOrder } from './paper-order.js';
import type { TradingRules } from './paper-rules.js';

export type PaperBalanceMoved = Fact<
  'PaperBalanceMoved',
  | {
      readonly reason: 'deposit';
      /** The owner's own id of it; none for the opening deposit. */
      readonly transferId?: string;
      readonly moves: readonly BalanceMove[];
      readonly venueAt: UnixMs;
      readonly step: null;
    }
  | {
      readonly reason: 'margin-fee';
      readonly instrumentId: InstrumentId;
      readonly periods: number;
      /** Charged for all periods that ended by then. */
      readonly chargedTo: UnixMs;
      /** Cost of the position in quote; the fee is periods x notional x margin fee x rate, in USDT. */
      readonly notional: DecimalString;
      readonly rate: DecimalString;
      readonly moves: readonly BalanceMove[];
      readonly venueAt: UnixMs;
      readonly step: UnixMs | null;
    }
>;

export interface Placement {
  readonly order: OrderTerms;
  /** Names the call: the same call again does nothing. */
  readonly requestId: string;
  /** Counts from 1; above 1 when an ended order's client id was sent once more, as a real venue allows. */
  readonly placement: number;
  /** USDT per unit of the quote currency when it was placed. */
  readonly rate: DecimalString;
  readonly at: UnixMs;
  readonly venueAt: UnixMs;
}

export type PaperOrderPlaced = Fact<'PaperOrderPlaced', Placement & { readonly venueOrderId: string }>;

export type PaperOrderTriggered = Fact<
  'PaperOrderTriggered',
  { readonly clientOrderId: string; readonly venueAt: UnixMs; readonly step: UnixMs | null }
>;

/** The market moved in favour of a trailing stop. */
export type PaperOrderTrailed = Fact<
  'PaperOrderTrailed',
  {
    readonly clientOrderId: string;
    readonly triggerPrice: DecimalString;
    readonly venueAt: UnixMs;
    readonly step: UnixMs;
  }
>;

export type PaperOrderUpdated = Fact<
  'PaperOrderUpdated',
  {
    readonly clientOrderId: string;
    readonly quantity: DecimalString;
    readonly price?: DecimalString;
    readonly triggerPrice?: DecimalString;
    readonly at: UnixMs;
    readonly venueAt: UnixMs;
  }
>;

export type PaperOrderFilled = Fact<'PaperOrderFilled', PaperFill>;

export type PaperOrderEnded = Fact<
  'PaperOrderEnded',
  | {
      readonly clientOrderId: string;
      readonly outcome: 'filled' | 'canceled' | 'expired';
      readonly reason: string;
      readonly venueAt: UnixMs;
      readonly step: UnixMs | null;
    }
  | (Placement & {
      readonly clientOrderId: string;
      readonly outcome: 'rejected';
      readonly reason: string;
      readonly step: null;
    })
>;

/** The venue changed the rules of an instrument while it ran; working orders stay as they are. */
export type PaperRulesChanged = Fact<
  'PaperRulesChanged',
  { readonly instrumentId: InstrumentId; readonly venueAt: UnixMs; readonly step: null } & TradingRules
>;

/** What a restart throws away. */
export interface Forgotten {
  /** So many facts right before this one never happened, as far as the venue knows. */
  readonly facts: number;
  /** Of those, orders that had ended. */
  readonly ended: number;
  readonly tradeIds: readonly string[];
}

/** The part of the book that goes back; the rules and the counters are kept elsewhere, and stay. */
export interface RestoredBook {
  readonly balances: Readonly<Partial<Record<Currency, DecimalString>>>;
  readonly working: readonly PaperOrder[];
  readonly positions: Readonly<Partial<Record<InstrumentId, MarginPosition>>>;
  readonly taken: Readonly<
    Partial<Record<InstrumentId, { readonly candle: UnixMs; readonly quantity: DecimalString }>>
  >;
  readonly matchedTo: UnixMs;
  /** Last USDT per BTC that a fact named. */
  readonly btcRate?: DecimalString;
}

/** The venue came back without what it had done last: its book is the one that the fact carries. */
export type PaperVenueRestarted = Fact<
  'PaperVenueRestarted',
  {
    readonly restartNo: number;
    readonly lostMs: number;
    readonly forgotten: Forgotten;
    readonly book: RestoredBook;
    readonly venueAt: UnixMs;
    readonly step: null;
  }
>;

export type PaperVenueFact =
  | PaperBalanceMoved
  | PaperOrderPlaced
  | PaperOrderTriggered
  | PaperOrderTrailed
  | PaperOrderUpdated
  | PaperOrderFilled
  | PaperOrderEnded
  | PaperRulesChanged
  | PaperVenueRestarted;
