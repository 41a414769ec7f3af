import type { Currency, InstrumentId } from '../market/instrument.js';
import type { OrderTerms, Side } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';

/** What a fact adds to a balance; negative takes away. */
export interface BalanceMove {
  readonly currency: Currency;
  readonly amount: DecimalString;
}

/** One execution with all it does to the balances. */
export interface PaperFill {
  readonly clientOrderId: string;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly tradeId: string;
  /** From 0 within the order. */
  readonly fillNo: number;
  readonly lastQty: DecimalString;
  readonly lastPx: DecimalString;
  readonly cumQty: DecimalString;
  readonly leavesQty: DecimalString;
  readonly liquiditySide: 'maker' | 'taker';
  /** In the quote currency. */
  readonly commission: DecimalString;
  readonly commissionCurrency: Currency;
  /** USDT per unit of the quote currency at the fill. */
  readonly rate: DecimalString;
  /** Fee of borrowing at the opening, USDT; '0' for cash and closings. */
  readonly marginFee: DecimalString;
  /** Realised by a margin closing before fees, USDT; '0' otherwise. */
  readonly pnl: DecimalString;
  readonly moves: readonly BalanceMove[];
  /** Close time of the candle whose volume it took. */
  readonly volumeOf: UnixMs;
  readonly venueAt: UnixMs;
  readonly step: UnixMs | null;
}

/** One order as the venue knows it. */
export interface PaperOrder {
  /** As placed, or as last amended or trailed. */
  readonly terms: OrderTerms;
  readonly requestId: string;
  readonly placement: number;
  readonly rate: DecimalString;
  readonly venueAt: UnixMs;
  /** Request time of the terms: older candles cannot fill them. */
  readonly termsAt: UnixMs;
  readonly updates: number;
  readonly updatedAt?: UnixMs;
  readonly triggeredAt?: UnixMs;
  readonly cumQty: DecimalString;
  readonly fills: readonly PaperFill[];
}
