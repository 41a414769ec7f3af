/** Facts about orders at the venue that nobody here approved. */
import type { InstrumentId } from '../../market/instrument.js';
import type { Side } from '../../orders/order-terms.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';

export type ForeignOrderAdopted = Fact<
  'ForeignOrderAdopted',
  {
    /** Id of the order's stream here: UUIDv5 of the venue's name and its own id. */
    readonly foreignOrderId: string;
    /** What it was placed under; absent where it was placed without one. */
    readonly clientOrderId?: string;
    readonly venueOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly side: Side;
    readonly quantity: DecimalString;
    /** Base: what of it is not in the books yet. */
    readonly leavesQty: DecimalString;
    /** Limit, else trigger; absent for an order at market. */
    readonly price?: DecimalString;
    /** Of the leaves, at its price, else at the market. */
    readonly notionalUsdt: DecimalString;
    readonly leverage: number;
  }
>;
/** An operator answers for it: it is an entry of ours, and what it fills is protected at these levels. */
export type ForeignOrderClaimed = Fact<
  'ForeignOrderClaimed',
  {
    readonly foreignOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly stop: DecimalString;
    readonly target: DecimalString;
    readonly reason: string;
    readonly requestId?: string;
  }
>;
/** An operator's, or what takes back every entry under way. */
export type ForeignOrderCancelRequested = Fact<
  'ForeignOrderCancelRequested',
  {
    readonly foreignOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
    readonly requestId?: string;
  }
>;
export type ForeignOrderReleased = Fact<
  'ForeignOrderReleased',
  { readonly foreignOrderId: string; readonly instrumentId: InstrumentId; readonly reason: string }
>;
export type ForeignOrderFact =
  ForeignOrderAdopted | ForeignOrderClaimed | ForeignOrderCancelRequested | ForeignOrderReleased;
