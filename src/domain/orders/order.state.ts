import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { OrderDetails } from './order-terms.js';

/** What is compared when a trade id comes again; canonical decimals, commission in its report's currency. */
export interface KnownTrade {
  readonly lastQty: DecimalString;
  readonly lastPx: DecimalString;
  readonly commission: DecimalString;
}

/** Sums are kept instead of a sequence, so that the order of arrival leaves no trace. */
export interface Fills {
  /** Base. */
  readonly cumQty: DecimalString;
  /** Quote: sum of lastQty x lastPx; average price = cumCost / cumQty. */
  readonly cumCost: DecimalString;
  /** Quote: sum of the commissions. */
  readonly commission: DecimalString;
  /** By trade id: the natural key that makes a repeated execution a no-op. */
  readonly trades: Readonly<Record<string, KnownTrade>>;
}

/** Absent prices stay as they are. */
export interface UpdateTerms {
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
}

/** What we asked of the venue and have no answer to. Numbers count from 1; 0 = never asked. */
export interface Asked {
  readonly cancelNo: number;
  readonly cancelPending: boolean;
  /** Of the last cancel request; '' before the first. */
  readonly cancelReason: string;
  readonly updateNo: number;
  /** The newest request; an older one that is still on its way is overtaken by it. */
  readonly update?: UpdateTerms & { readonly reason: string };
  /** Of the newest request that a protection asked for; 0 before the first. */
  readonly protectionNo: number;
}

interface Known {
  /** Present terms: as initialized, then as the venue updated them. */
  readonly order: OrderDetails;
  /** Keys of what has been recorded as contradictory, sorted. A closed set but for one key per trade id. */
  readonly contradictions: readonly string[];
}

interface Open extends Known {
  readonly asked: Asked;
}

/** Ours alone: no attempt is on its way. */
export interface InitializedOrder extends Open {
  readonly status: 'initialized';
  /** Attempts made, each surely not taken by the venue. */
  readonly attempts: number;
}

export interface SubmittedOrder extends Open {
  readonly status: 'submitted';
  readonly attempt: number;
  /** The venue must not accept it after this instant, unix ms. */
  readonly deadline: UnixMs;
}

/** It may or may not live at the venue. Nothing leads from here back to a submission. */
export interface UncertainOrder extends Open {
  readonly status: 'uncertain';
  readonly attempt: number;
  readonly deadline: UnixMs;
  /** Look-ups that found it nowhere and were late enough to count; at most one (the second ends the order). */
  readonly absentReads: readonly UnixMs[];
}

/** The venue has spoken of it: accepted, triggered, partially filled, with or without a pending request. */
export interface WorkingOrder extends Open {
  readonly status: 'working';
  /** Absent while only its fills have been heard of. */
  readonly venueOrderId?: string;
  readonly triggered: boolean;
  readonly fills: Fills;
  /** Base; cumQty + leavesQty = order.quantity. */
  readonly leavesQty: DecimalString;
  /** Venue's time of the last update, unix ms; 0 before the first. An older update that arrives late is ignored. */
  readonly termsAt: UnixMs;
}

/** The end. Only a late fill changes it, and may turn it into `filled`. */
export interface ClosedOrder extends Known {
  readonly status: 'denied' | 'rejected' | 'canceled' | 'expired' | 'filled';
  readonly fills: Fills;
  /** Why it was denied, rejected or canceled; '' for the rest. */
  readonly reason: string;
}

export type OpenOrder = InitializedOrder | SubmittedOrder | UncertainOrder | WorkingOrder;
export type ExistingOrder = OpenOrder | ClosedOrder;
export type OrderState = { readonly status: 'none' } | ExistingOrder;

export const NO_FILLS: Fills = { cumQty: '0', cumCost: '0', commission: '0', trades: {} };
export const NOTHING_ASKED: Asked = {
  cancelNo: 0,
  cancelPending: false,
  cancelReason: '',
  updateNo: 0,
  protectionNo: 0,
};

const CLOSED: ReadonlySet<OrderState['status']> = new Set(['denied', 'rejected', 'canceled', 'expired', 'filled']);

/** Nothing more is expected of it, a late fill excepted. */
export const isClosed = (state: OrderState): state is ClosedOrder => CLOSED.has(state.status);

export const fillsOf = (state: ExistingOrder): Fills => ('fills' in state ? state.fills : NO_FILLS);
