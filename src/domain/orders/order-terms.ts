import type { InstrumentId } from '../market/instrument.js';
import type { Quote } from '../market/quote.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';

export type Book = 'trading' | 'allocation' | 'hodl';
export type Side = 'buy' | 'sell';
export type OrderType =
  'market' | 'limit' | 'stop-loss' | 'stop-loss-limit' | 'take-profit' | 'take-profit-limit' | 'trailing-stop';
export type TimeInForce = 'GTC' | 'IOC' | 'GTD';
/** Why the order exists: it opens, it protects, it closes, it buys what is kept. */
export type OrderPurpose = 'entry' | 'stop' | 'close' | 'hodl';

/** Takes something on: it may expire, wait and be refused, which nothing that protects or closes may. */
export const takesOn = (purpose: OrderPurpose): boolean => purpose === 'entry' || purpose === 'hodl';

/** The fact of the account stream that allows this order; each is used at most once. */
export interface Permission {
  readonly type:
    'IntentApproved' | 'IntentResized' | 'ProtectionChanged' | 'ExitStepped' | 'HodlOrdered' | 'ForeignOrderAdopted';
  /** `intentId#assessment`, `positionId#n`, `exitId#step`; of a purchase or a foreign order its id. */
  readonly key: string;
}

/** What the order wants of the venue. Quantity in base; prices in quote. */
export interface OrderTerms {
  readonly clientOrderId: string;
  readonly accountId: string;
  readonly book: Book;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantity: DecimalString;
  /** Limit; absent for market and plain stops. */
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
  /** For a trailing stop: distance in quote units. */
  readonly trailOffset?: DecimalString;
  readonly timeInForce: TimeInForce;
  /** Unix ms; only with GTD. */
  readonly expiresAt?: UnixMs;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** 1 = cash order; 2..5 = margin order. */
  readonly leverage: number;
}

export interface ForeignNames {
  readonly venueOrderId: string;
  readonly clientOrderId?: string;
}

/** Why it exists and what depends on it; travels with every fill, so that listeners need no memory. */
export interface OrderOrigin {
  readonly purpose: OrderPurpose;
  readonly permission: Permission;
  /** Of the opening intent that the position came from. */
  readonly intentId: string;
  /** The decision cycle or the operator's request that it serves; its reports are filed under it. */
  readonly correlationId: string;
  /** Entries: the levels that protect what gets filled. Prices in quote. */
  readonly levels?: { readonly stop: DecimalString; readonly target: DecimalString };
  /** Stops and closes. */
  readonly positionId?: string;
  /** Closes: the exit and its step. */
  readonly exit?: { readonly exitId: string; readonly step: number };
  /** Openings: not to be submitted after this instant (unix ms). */
  readonly approvalExpiresAt?: UnixMs;
  /** Found at the venue and not ours: what the venue knows it by. Its `clientOrderId` is made of the venue's own id. */
  readonly foreign?: ForeignNames;
  /** What the market showed when the order was decided: a pretend venue prices on it, a real one never sees it. */
  readonly quote?: Quote;
}

export type OrderDetails = OrderTerms & OrderOrigin;
