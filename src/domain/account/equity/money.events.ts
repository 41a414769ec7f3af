/** Facts about money: deposits, booked fills, fees, lots, equity. */
import type { Currency, InstrumentId } from '../../market/instrument.js';
import type { Book, OrderPurpose, Side } from '../../orders/order-terms.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { UnixMs } from '../../shared/time.js';
import type { RecordedPolicy } from '../risk/policy.js';

export type AccountOpened = Fact<
  'AccountOpened',
  { readonly accountId: string; readonly mode: string; readonly policy: RecordedPolicy }
>;
export type FundsDeposited = Fact<
  'FundsDeposited',
  {
    readonly depositId: string;
    readonly currency: Currency;
    readonly amount: DecimalString;
    readonly trading: DecimalString;
    readonly allocation: DecimalString;
    /** An operator's, with what was said. */
    readonly reason?: string;
    readonly requestId?: string;
  }
>;
export interface BalanceChange {
  readonly book: Book;
  readonly currency: Currency;
  readonly amount: DecimalString;
}
export type FillBooked = Fact<
  'FillBooked',
  {
    readonly tradeId: string;
    readonly clientOrderId: string;
    readonly fillNo: number;
    readonly purpose: OrderPurpose;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: Side;
    readonly leverage: number;
    readonly quantity: DecimalString;
    readonly price: DecimalString;
    readonly liquiditySide: 'maker' | 'taker';
    readonly fee: DecimalString;
    readonly feeCurrency: Currency;
    /** USDT per unit of the quote currency. */
    readonly rate: DecimalString;
    readonly feeUsdt: DecimalString;
    /** What this fill realised before fees, USDT; '0' for an opening one. */
    readonly grossUsdt: DecimalString;
    readonly changes: readonly BalanceChange[];
  }
>;
/** Margin fee: of opening, or of one or more full periods. */
export type FeeCharged = Fact<
  'FeeCharged',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly kind: 'margin-opening' | 'margin-period';
    readonly chargedTo: UnixMs;
    /** Quote currency. */
    readonly fee: DecimalString;
    readonly rate: DecimalString;
    readonly feeUsdt: DecimalString;
    readonly changes: readonly BalanceChange[];
  }
>;
export type LotAcquired = Fact<
  'LotAcquired',
  {
    readonly lotId: string;
    readonly book: Book;
    readonly currency: Currency;
    readonly quantity: DecimalString;
    readonly costUsdt: DecimalString;
    readonly acquiredAt: UnixMs;
  }
>;
export type LotDisposed = Fact<
  'LotDisposed',
  {
    readonly lotId: string;
    readonly tradeId: string;
    readonly book: Book;
    readonly currency: Currency;
    readonly quantity: DecimalString;
    readonly costUsdt: DecimalString;
    readonly proceedsUsdt: DecimalString;
    readonly gainUsdt: DecimalString;
    readonly acquiredAt: UnixMs;
    readonly disposedAt: UnixMs;
  }
>;
export type EquityMarked = Fact<
  'EquityMarked',
  {
    readonly at: UnixMs;
    readonly equity: DecimalString;
    /** Realised + unrealised of the trading book, fees in, over the account's life. */
    readonly tradingPnl: DecimalString;
    readonly unrealised: DecimalString;
    readonly reason: 'fill' | 'hour' | 'period' | 'peak' | 'move' | 'first' | 'breaker';
    readonly mids: Readonly<Partial<Record<InstrumentId, DecimalString>>>;
  }
>;
export type PeriodOpened = Fact<
  'PeriodOpened',
  {
    readonly period: 'day' | 'week';
    readonly openedAt: UnixMs;
    readonly equity: DecimalString;
    readonly tradingPnl: DecimalString;
  }
>;
