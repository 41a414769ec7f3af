import type { Candle } from '../market/candle.js';
import type { InstrumentId } from '../market/instrument.js';
import type { Quote } from '../market/quote.js';
import type { OrderTerms } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { BalanceMove } from './paper-order.js';
import type { TradingRules } from './paper-rules.js';
import type { Forgotten, RestoredBook } from './paper-venue.events.js';

export interface OpenPaperAccount {
  readonly type: 'OpenPaperAccount';
  readonly balances: readonly BalanceMove[];
  readonly at: UnixMs;
}

/** The owner pays in, or takes out (below zero); the same transfer again changes nothing. */
export interface MovePaperFunds {
  readonly type: 'MovePaperFunds';
  readonly transferId: string;
  readonly moves: readonly BalanceMove[];
  readonly at: UnixMs;
}

export interface PlacePaperOrder {
  readonly type: 'PlacePaperOrder';
  readonly order: OrderTerms;
  /**
   * Names the call, not the order: the same id again does nothing, another id with the client id of an ended order
   * executes once more, as at a real venue.
   */
  readonly requestId: string;
  /** What the market showed when the order was decided; immediate fills are priced on it. */
  readonly quote?: Quote;
  /** USDT per unit of the instrument's quote currency: '1', or the BTC/USDT mid. */
  readonly rate: DecimalString;
  /** Not accepted after this instant of the venue's time. */
  readonly deadline: UnixMs;
  readonly at: UnixMs;
}

export interface CancelPaperOrder {
  readonly type: 'CancelPaperOrder';
  readonly clientOrderId: string;
  readonly at: UnixMs;
}

export interface AmendPaperOrder {
  readonly type: 'AmendPaperOrder';
  readonly clientOrderId: string;
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
  /** Lets terms that the market has already passed execute at once; without it the next open does. */
  readonly quote?: Quote;
  readonly rate: DecimalString;
  readonly at: UnixMs;
}

/** One step of the market, all instruments together: half a step cannot survive a crash. */
export interface MatchCandles {
  readonly type: 'MatchCandles';
  readonly closeTime: UnixMs;
  readonly candles: readonly Candle[];
  /** USDT per BTC by the last candle that was seen, for a step that has none; absent when there was none. */
  readonly btcRate?: DecimalString;
}

/** The venue gives an instrument other rules; the same rules again change nothing. */
export interface ChangePaperRules {
  readonly type: 'ChangePaperRules';
  readonly instrumentId: InstrumentId;
  readonly rules: TradingRules;
  readonly at: UnixMs;
}

/** The venue comes back from a crash with the book that it had a while ago. */
export interface RestartPaperVenue {
  readonly type: 'RestartPaperVenue';
  /** Counts from 1; a number that has been is a repeat. */
  readonly restartNo: number;
  /** How far its memory reaches back, ms. */
  readonly lostMs: number;
  /** What it was when its memory ends. */
  readonly book: RestoredBook;
  readonly forgotten: Forgotten;
  readonly at: UnixMs;
}

export type PaperVenueCommand =
  | OpenPaperAccount
  | MovePaperFunds
  | PlacePaperOrder
  | CancelPaperOrder
  | AmendPaperOrder
  | MatchCandles
  | ChangePaperRules
  | RestartPaperVenue;
