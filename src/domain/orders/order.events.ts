/**
 * Facts of one order, stream `order-<clientOrderId>`. These names are the storage: a shape, once stored, is only ever
 * upcast. *Denied* is ours, *rejected* is theirs; *submitted* is on its way, *accepted* is the venue's word.
 */
import type { Currency } from '../market/instrument.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { OrderDetails } from './order-terms.js';

/**
 * NOT_SENT: every permitted attempt surely failed to reach the venue. RATE_LIMITED: the venue's counter had no room for an
 * opening in time.
 */
export type OrderDenialCode = 'APPROVAL_EXPIRED' | 'REVOKED' | 'NOT_SENT' | 'RATE_LIMITED';

export type OrderInitialized = Fact<'OrderInitialized', OrderDetails>;
/** Found at the venue and not ours: from here on it has a life here like any other. */
export type OrderAdopted = Fact<
  'OrderAdopted',
  { readonly order: OrderDetails; readonly venueOrderId: string; readonly venueAt: UnixMs }
>;
export type OrderDenied = Fact<
  'OrderDenied',
  { readonly order: OrderDetails; readonly code: OrderDenialCode; readonly detail: string }
>;
/** Permission for exactly one call of the venue; whoever appended it makes that call. */
export type OrderSubmitted = Fact<
  'OrderSubmitted',
  {
    readonly order: OrderDetails;
    readonly attempt: number;
    /** The venue must not accept it after this instant. */
    readonly deadline: UnixMs;
    /** No answer by then: uncertain. */
    readonly dueAt: UnixMs;
  }
>;
/** The venue surely did not take the attempt: the only case in which an order may be sent again. */
export type OrderNotSent = Fact<
  'OrderNotSent',
  {
    readonly order: OrderDetails;
    readonly attempt: number;
    readonly detail: string;
    /** When to try again; absent when no attempt is left or the order is no longer wanted. */
    readonly dueAt?: UnixMs;
  }
>;
/** No answer: never sent again, asked for instead. `reads` are the look-ups that did not find it, past the deadline. */
export type OrderSubmissionUncertain = Fact<
  'OrderSubmissionUncertain',
  {
    readonly order: OrderDetails;
    readonly attempt: number;
    readonly detail: string;
    readonly absentReads: readonly UnixMs[];
    /** When to ask (again). */
    readonly dueAt: UnixMs;
  }
>;
export type OrderAccepted = Fact<
  'OrderAccepted',
  { readonly order: OrderDetails; readonly venueOrderId: string; readonly venueAt: UnixMs }
>;
export type OrderRejected = Fact<
  'OrderRejected',
  {
    readonly order: OrderDetails;
    readonly reason: string;
    /** NEVER_ARRIVED: the reads that prove it. */
    readonly absentReads?: readonly UnixMs[];
    /** Filled before the end (contradictory venues); '0' normally. */
    readonly cumQty: DecimalString;
  }
>;
export type OrderTriggered = Fact<'OrderTriggered', { readonly order: OrderDetails; readonly venueAt: UnixMs }>;
export type OrderUpdateRequested = Fact<
  'OrderUpdateRequested',
  {
    readonly order: OrderDetails;
    readonly updateNo: number;
    readonly quantity: DecimalString;
    readonly price?: DecimalString;
    readonly triggerPrice?: DecimalString;
    readonly reason: string;
    /** Of a stop: the protection of its position that asked for it. */
    readonly protectionNo?: number;
  }
>;
export type OrderUpdated = Fact<
  'OrderUpdated',
  {
    /** As updated. */
    readonly order: OrderDetails;
    readonly venueAt: UnixMs;
  }
>;
export type OrderUpdateRejected = Fact<
  'OrderUpdateRejected',
  { readonly order: OrderDetails; readonly reason: string }
>;
export type OrderCancelRequested = Fact<
  'OrderCancelRequested',
  { readonly order: OrderDetails; readonly cancelNo: number; readonly reason: string }
>;
export type OrderCancelRejected = Fact<
  'OrderCancelRejected',
  { readonly order: OrderDetails; readonly reason: string }
>;
export type OrderCanceled = Fact<
  'OrderCanceled',
  {
    readonly order: OrderDetails;
    readonly reason: string;
    /** LOST_BY_VENUE: the reads that prove it. */
    readonly absentReads?: readonly UnixMs[];
    readonly cumQty: DecimalString;
    readonly venueAt: UnixMs;
  }
>;
export type OrderExpired = Fact<
  'OrderExpired',
  { readonly order: OrderDetails; readonly cumQty: DecimalString; readonly venueAt: UnixMs }
>;
/** One execution. `fillNo` counts from 0 within the order. */
export type OrderFilled = Fact<
  'OrderFilled',
  {
    readonly order: OrderDetails;
    readonly fillNo: number;
    readonly tradeId: string;
    readonly lastQty: DecimalString;
    readonly lastPx: DecimalString;
    readonly cumQty: DecimalString;
    readonly leavesQty: DecimalString;
    readonly liquiditySide: 'maker' | 'taker';
    readonly commission: DecimalString;
    readonly commissionCurrency: Currency;
    /** USDT per unit of the quote currency at the fill. */
    readonly rate: DecimalString;
    /** True when the order had ended before (the fill raced the cancel). */
    readonly late: boolean;
    readonly venueAt: UnixMs;
  }
>;
/** The venue said something that cannot be true beside what it said before; recorded, not acted on. */
export type OrderContradicted = Fact<
  'OrderContradicted',
  { readonly order: OrderDetails; readonly key: string; readonly detail: string }
>;

export type OrderFact =
  | OrderInitialized
  | OrderAdopted
  | OrderDenied
  | OrderSubmitted
  | OrderNotSent
  | OrderSubmissionUncertain
  | OrderAccepted
  | OrderRejected
  | OrderTriggered
  | OrderUpdateRequested
  | OrderUpdated
  | OrderUpdateRejected
  | OrderCancelRequested
  | OrderCancelRejected
  | OrderCanceled
  | OrderExpired
  | OrderFilled
  | OrderContradicted;
