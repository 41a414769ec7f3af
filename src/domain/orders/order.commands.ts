import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { OrderReport } from './order-report.js';
import type { OrderDetails } from './order-terms.js';

interface Timed {
  /** By the clock port, unix ms. */
  readonly at: UnixMs;
}

export interface InitializeOrder extends Timed {
  readonly type: 'InitializeOrder';
  readonly details: OrderDetails;
}

/** An order at the venue that is not ours. `details.clientOrderId` is the id of its stream. */
export interface AdoptOrder extends Timed {
  readonly type: 'AdoptOrder';
  readonly details: OrderDetails;
  readonly venueOrderId: string;
}

/** Asks for permission of one call of the venue; whoever gets OrderSubmitted makes it. `attempt` counts from 1. */
export interface SubmitOrder extends Timed {
  readonly type: 'SubmitOrder';
  readonly attempt: number;
}

/** The venue surely did not take the attempt. Not for timeouts, resets and 5xx: those are uncertain. */
export interface RecordNotSent extends Timed {
  readonly type: 'RecordNotSent';
  readonly attempt: number;
  readonly detail: string;
}

/** No answer, or none that says what happened. A given attempt that is no longer the present one is ignored. */
export interface RecordUncertain extends Timed {
  readonly type: 'RecordUncertain';
  readonly detail: string;
  readonly attempt?: number;
}

/** The venue lists the order neither among open nor closed orders nor trades. */
export interface RecordAbsent extends Timed {
  readonly type: 'RecordAbsent';
  /** When the venue was asked, unix ms. */
  readonly readAt: UnixMs;
  /** An earlier read that found it nowhere, with none between the two that found it. */
  readonly firstReadAt?: UnixMs;
}

export interface RecordReport extends Timed {
  readonly type: 'RecordReport';
  readonly report: OrderReport;
}

/** Takes back an order that was not submitted; on its way already, it needs RequestCancel. */
export interface DenyOrder extends Timed {
  readonly type: 'DenyOrder';
  readonly code: 'REVOKED' | 'RATE_LIMITED';
  readonly detail: string;
}

export interface RequestCancel extends Timed {
  readonly type: 'RequestCancel';
  readonly reason: string;
}

/** Absent prices stay. `quantity` is the whole of the order (filled part included), in base. */
export interface RequestUpdate extends Timed {
  readonly type: 'RequestUpdate';
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
  readonly reason: string;
  /** Of a stop: the n-th protection of its position; an older one than was asked for last is overtaken. */
  readonly protectionNo?: number;
}

export type OrderCommand =
  | InitializeOrder
  | AdoptOrder
  | SubmitOrder
  | RecordNotSent
  | RecordUncertain
  | RecordAbsent
  | RecordReport
  | DenyOrder
  | RequestCancel
  | RequestUpdate;
