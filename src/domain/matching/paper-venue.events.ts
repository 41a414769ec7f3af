/**
 * Facts of the pretend venue's own book, stream `paperVenue-<accountId>`. These names are the storage. Time fields are
 * unix ms UTC; `step` is the close time of the market step that caused the fact, null when a request did.
 */
import type { Currency, InstrumentId } from '../market/instrument.js';
import type { OrderTerms, Side } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';

/** What a fact adds to a balance; negative takes away. */
export interface BalanceMove {
  readonly currency: Currency;
  readonly amount: DecimalString;
}

export type PaperBalanceMoved = Fact<
  'PaperBalanceMoved',
  | {
      readonly reason: 'deposit';
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

/** One execution with all it does to the balances. */
export type PaperOrderFilled = Fact<
  'PaperOrderFilled',
  {
    readonly clientOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly side: Side;
    readonly tradeId: string;
    /** From 0 within the order. */
    readonly fillNo: number;
    readonly lastQty: DecimalString;
    readonly lastPx: DecimalString;
    readonly cumQty: DecimalString;
    readonly leavesQty: DecimalString;
    readonly liquiditySide: 'maker' | 'taker';
    /** In the quote currency. */
    readonly commission: DecimalString;
    readonly commissionCurrency: Currency;
    /** USDT per unit of the quote currency at the fill. */
    readonly rate: DecimalString;
    /** Fee of borrowing at the opening, USDT; '0' for cash and closings. */
    readonly marginFee: DecimalString;
    /** Realised by a margin closing before fees, USDT; '0' otherwise. */
    readonly pnl: DecimalString;
    readonly moves: readonly BalanceMove[];
    /** Close time of the candle whose volume it took. */
    readonly volumeOf: UnixMs;
    readonly venueAt: UnixMs;
    readonly step: UnixMs | null;
  }
>;

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

export type PaperVenueFact =
  | PaperBalanceMoved
  | PaperOrderPlaced
  | PaperOrderTriggered
  | PaperOrderTrailed
  | PaperOrderUpdated
  | PaperOrderFilled
  | PaperOrderEnded;
