import type { InstrumentId } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import type { Side } from '../../orders/order-terms.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';

export interface AdoptForeignOrder {
  readonly type: 'AdoptForeignOrder';
  readonly at: UnixMs;
  readonly foreignOrderId: string;
  readonly clientOrderId?: string;
  readonly venueOrderId: string;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly leverage: number;
  /** To value what has no price of its own. */
  readonly quotes: Quotes;
}

/** An operator's. Levels in quote; {@link whyNotClaim} says why nothing came of it. */
export interface ClaimForeignOrder {
  readonly type: 'ClaimForeignOrder';
  readonly at: UnixMs;
  readonly foreignOrderId: string;
  readonly stop: DecimalString;
  readonly target: DecimalString;
  readonly reason: string;
  readonly requestId?: string;
}

/** An operator's. */
export interface CancelForeignOrder {
  readonly type: 'CancelForeignOrder';
  readonly at: UnixMs;
  readonly foreignOrderId: string;
  readonly reason: string;
  readonly requestId?: string;
}

export type ForeignOrderCommand = AdoptForeignOrder | ClaimForeignOrder | CancelForeignOrder;
