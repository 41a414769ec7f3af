import type { OrderState } from '../../domain/orders/order.state.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** An order as order facts leave it: the domain's own state machine decides what its status is. */
export interface OrderRow {
  readonly clientOrderId: string;
  readonly state: OrderState;
  readonly venueOrderId?: string;
  readonly createdAt: UnixMs;
  readonly updatedAt: UnixMs;
  /** Of its first fact: the order of lists. */
  readonly position: Position;
  /** Filters. `life` is `working` until it has ended, then `ended`. */
  readonly life: 'working' | 'ended';
  readonly status: string;
  readonly instrumentId: string;
  readonly purpose: string;
  readonly positionId?: string;
  readonly intentId: string;
}

/** What account facts booked for an order. */
export interface OrderFeesRow {
  readonly clientOrderId: string;
  readonly feesUsdt: DecimalString;
}
