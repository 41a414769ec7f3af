/** Facts about money that changes its book, leaves the account, or is put right. */
import type { Currency, InstrumentId } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { UnixMs } from '../../shared/time.js';
import type { BalanceChange } from './money.events.js';

/** Units that leave a lot with their part of its cost (USDT); none for USDT, which has no lots. */
export interface LotPart {
  readonly lotId: string;
  readonly quantity: DecimalString;
  readonly costUsdt: DecimalString;
}
/** An operator's. */
interface Ordered {
  readonly reason: string;
  readonly requestId?: string;
}
/** From one book to another; the lots keep their age and their cost. */
export type FundsTransferred = Fact<
  'FundsTransferred',
  Ordered & {
    readonly transferId: string;
    readonly from: Book;
    readonly to: Book;
    readonly currency: Currency;
    readonly amount: DecimalString;
    /** USDT, signed: what equity and all that losses are measured against gain by it; '0' unless hodl is one end. */
    readonly equityUsdt: DecimalString;
    readonly lots: readonly (LotPart & { readonly toLotId: string; readonly acquiredAt: UnixMs })[];
  }
>;
export type FundsWithdrawn = Fact<
  'FundsWithdrawn',
  Ordered & {
    readonly withdrawalId: string;
    readonly book: Book;
    readonly currency: Currency;
    readonly amount: DecimalString;
    /** USDT, negative: what equity and all that losses are measured against lose by it. */
    readonly equityUsdt: DecimalString;
    readonly lots: readonly LotPart[];
  }
>;
/** One look at both sides. */
export interface Mismatch {
  readonly at: UnixMs;
  /** Units of the currency; of a margin position signed base, a short below zero. */
  readonly ours: DecimalString;
  /** In the same units. */
  readonly venue: DecimalString;
}
/** What of a position is not there: closed in the books at a price that makes no profit. */
export interface Phantom {
  readonly positionId: string;
  readonly book: Book;
  readonly instrumentId: InstrumentId;
  readonly leverage: number;
  /** Base. */
  readonly quantity: DecimalString;
  /** Quote: the worse of what it cost and what the market showed. */
  readonly value: DecimalString;
  /** Zero or a loss; before fees. */
  readonly grossUsdt: DecimalString;
  /** USDT per unit of quote; absent where nobody knew, and then the result is zero. */
  readonly rate?: DecimalString;
}
/**
 * The venue and the books differed twice by the same amounts, with no order at work in between: the books follow. Of a
 * margin position no balance moves, and `amount` is '0'.
 */
export type BalanceCorrected = Fact<
  'BalanceCorrected',
  {
    readonly correctionId: string;
    readonly currency: Currency;
    /** Signed, units of the currency: venue - ours. */
    readonly amount: DecimalString;
    /** What the three books held together, in the units of the evidence. */
    readonly ours: DecimalString;
    /** What the venue held, in the same units. */
    readonly venue: DecimalString;
    readonly evidence: readonly Mismatch[];
    readonly changes: readonly BalanceChange[];
    readonly phantoms: readonly Phantom[];
    /** The margin position that it is about. */
    readonly instrumentId?: InstrumentId;
  }
>;
