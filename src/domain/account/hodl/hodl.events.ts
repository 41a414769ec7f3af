/** Facts of the hodl book: profit that is set aside, what is bought with it and kept. */
import type { BalanceChange } from '../equity/money.events.js';
import type { LotPart } from '../equity/transfer.events.js';
import type { Currency, InstrumentId } from '../../market/instrument.js';
import type { Quote } from '../../market/quote.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { Fact } from '../../shared/fact.js';
import type { UnixMs } from '../../shared/time.js';

/** The coins that set-aside money is meant for; its own part stays USDT. */
export type HodlCoin = 'BTC' | 'XRP';

/** A part of new profit left the trading book, in the commit of the fill that closed the position. */
export type ProfitSetAside = Fact<
  'ProfitSetAside',
  {
    readonly at: UnixMs;
    /** USDT: cumulative net result of the trading book. */
    readonly profit: DecimalString;
    /** USDT: the highest that a part was set aside from before. */
    readonly formerHigh: DecimalString;
    readonly amountUsdt: DecimalString;
    /** USDT meant for each; they sum to the amount. */
    readonly shares: Readonly<Record<Currency, DecimalString>>;
    readonly changes: readonly BalanceChange[];
  }
>;
/** Permission of one buying order for the hodl book, and its money locked. */
export type HodlOrdered = Fact<
  'HodlOrdered',
  {
    readonly purchaseId: string;
    /** Counts the purchases of the account from 1. */
    readonly purchaseNo: number;
    readonly clientOrderId: string;
    readonly currency: HodlCoin;
    readonly instrumentId: InstrumentId;
    readonly quantity: DecimalString;
    readonly limit: DecimalString;
    /** Quantity x limit with the taker fee. */
    readonly amountUsdt: DecimalString;
    readonly expiresAt: UnixMs;
    /** Not to be submitted later. */
    readonly approvalExpiresAt: UnixMs;
    readonly quote: Quote;
  }
>;
/** One execution of a purchase. */
export type HodlBought = Fact<
  'HodlBought',
  {
    readonly purchaseId: string;
    readonly currency: HodlCoin;
    readonly quantity: DecimalString;
    /** Fee included. */
    readonly costUsdt: DecimalString;
    readonly tradeId: string;
  }
>;
/** An operator took kept coins or money out of the account: the only way in which the hodl book loses coins. */
export type HodlWithdrawn = Fact<
  'HodlWithdrawn',
  {
    readonly withdrawalId: string;
    readonly currency: Currency;
    readonly quantity: DecimalString;
    readonly lots: readonly LotPart[];
    readonly reason: string;
    readonly requestId?: string;
  }
>;
