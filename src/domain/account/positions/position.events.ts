/** Facts about positions, their protection and their way out. */
import type { InstrumentId } from '../../market/instrument.js';
import type { Quote } from '../../market/quote.js';
import type { Book, Side } from '../../orders/order-terms.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { UnixMs } from '../../shared/time.js';
import type { Closer } from '../account.state.js';

export type PositionOpened = Fact<
  'PositionOpened',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly intentId: string;
    readonly quantity: DecimalString;
    readonly price: DecimalString;
    readonly cost: DecimalString;
    readonly feesUsdt: DecimalString;
    readonly levels: { readonly stop: DecimalString; readonly target: DecimalString };
    readonly openedAt: UnixMs;
    /** The venue's time of the opening fill: margin periods count from it. */
    readonly venueAt: UnixMs;
    /** Dust of earlier positions that it takes over: part of the quantity and of the cost above. */
    readonly swept?: { readonly quantity: DecimalString; readonly cost: DecimalString };
  }
>;
/** Grown by a further entry fill, or shrunk by a partial close (then with what that part made). */
export type PositionChanged = Fact<
  'PositionChanged',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly quantity: DecimalString;
    readonly cost: DecimalString;
    readonly grossUsdt: DecimalString;
    readonly feesUsdt: DecimalString;
    /** Base; how much of the present stop order is filled. */
    readonly stopFilled: DecimalString;
    readonly tradeId: string;
  }
>;
export type PositionClosed = Fact<
  'PositionClosed',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly intentId: string;
    readonly closer: Closer;
    readonly quantity: DecimalString;
    readonly exitPrice: DecimalString;
    /** Whole life of the position, USDT; net = gross - fees. */
    readonly grossUsdt: DecimalString;
    readonly feesUsdt: DecimalString;
    readonly netUsdt: DecimalString;
    readonly openedAt: UnixMs;
    readonly closedAt: UnixMs;
    readonly tradeId: string;
    /** The stop that may still rest at the venue. */
    readonly stopOrderId?: string;
    /** Closing orders that have not ended. */
    readonly closingOrderIds?: readonly string[];
    /** What the venue takes no order for: base, and what it cost in quote. It is set aside, not sold. */
    readonly dust?: { readonly quantity: DecimalString; readonly cost: DecimalString };
  }
>;
/**
 * Permission of the n-th stop: a new order (`place`), other terms of the resting one (`amend`), or none (`watch`: below
 * the venue's minimum, the desk itself looks at every price).
 */
export type ProtectionChanged = Fact<
  'ProtectionChanged',
  {
    readonly positionId: string;
    readonly intentId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly n: number;
    readonly action: 'place' | 'amend' | 'watch';
    readonly stopOrderId: string;
    /** Of the stop order: what is open, and what that order has filled already. */
    readonly quantity: DecimalString;
    readonly stop: DecimalString;
    readonly target: DecimalString;
    readonly trailing: boolean;
    readonly breakEven: boolean;
    readonly reason: string;
    readonly since: UnixMs;
    /** Not confirmed at the venue by then: the position is closed. */
    readonly dueAt: UnixMs;
    readonly quote?: Quote;
  }
>;
/** The stop ended at the venue without closing the position. */
export type ProtectionLost = Fact<
  'ProtectionLost',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly stopOrderId: string;
    readonly reason: string;
    /** Between two market orders of an exit: the next one is due by then, for the position has no stop any more. */
    readonly exitId?: string;
    readonly dueAt?: UnixMs;
  }
>;
/** The next market order of a cash exit needs the units that the stop holds: it is cancelled again. */
export type StopRecalled = Fact<
  'StopRecalled',
  {
    readonly positionId: string;
    readonly exitId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly stopOrderId: string;
    readonly quote?: Quote;
    /** Not confirmed by then: sold all the same. */
    readonly dueAt: UnixMs;
  }
>;
export type ExitTriggered = Fact<
  'ExitTriggered',
  {
    readonly positionId: string;
    readonly exitId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly closer: Closer;
    /** Base; less than the position's: only so much is closed. */
    readonly quantity: DecimalString;
    readonly quote?: Quote;
    readonly reason: string;
    readonly triggeredAt: UnixMs;
    /** To be cancelled before anything is sold: a cash stop holds the units. A margin stop stays until the close. */
    readonly cancelStopOrderId?: string;
    readonly dueAt: UnixMs;
  }
>;
/** Permission of one closing order. */
export type ExitStepped = Fact<
  'ExitStepped',
  {
    readonly positionId: string;
    readonly intentId: string;
    readonly exitId: string;
    readonly step: number;
    readonly clientOrderId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: Side;
    readonly leverage: number;
    readonly quantity: DecimalString;
    /** Absent: market. */
    readonly limit?: DecimalString;
    readonly quote?: Quote;
    readonly dueAt: UnixMs;
  }
>;
/** A trading position is open and its price is absent, no number, or older than the policy allows. */
export type PriceLost = Fact<
  'PriceLost',
  {
    readonly instrumentId: InstrumentId;
    /** Of the last price; absent where there was none. */
    readonly lastAt?: UnixMs;
    readonly at: UnixMs;
  }
>;
export type PriceRestored = Fact<'PriceRestored', { readonly instrumentId: InstrumentId; readonly at: UnixMs }>;
export type ExitEnded = Fact<
  'ExitEnded',
  {
    readonly positionId: string;
    readonly exitId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    /** Reduced: a part was to be closed, and is. Abandoned: what closes all takes the place of what closes a part. */
    readonly outcome: 'closed' | 'reduced' | 'abandoned';
  }
>;
