/**
 * Facts of the account, stream `account-<accountId>`: everything that gates trading and everything that money does. A
 * fill and all its consequences are one commit. These names are the storage. Money in USDT unless the field says
 * otherwise; prices in the instrument's quote; quantities in base.
 */
import type { Currency, InstrumentId } from '../market/instrument.js';
import type { Quote, Quotes } from '../market/quote.js';
import type { Book, OrderPurpose, Side } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { Closer } from './account.state.js';
import type { DenialCode } from './risk/denial-codes.js';
import type { RiskPolicy } from './risk/policy.js';
import type { ApprovedOrder, OpeningIntent, RuleResult } from './risk/verdict.js';

export type AccountOpened = Fact<
  'AccountOpened',
  { readonly accountId: string; readonly mode: string; readonly policy: RiskPolicy }
>;
export type FundsDeposited = Fact<
  'FundsDeposited',
  {
    readonly depositId: string;
    readonly currency: Currency;
    readonly amount: DecimalString;
    readonly trading: DecimalString;
    readonly allocation: DecimalString;
  }
>;
export type LimitsChanged = Fact<'LimitsChanged', { readonly policy: RiskPolicy; readonly reason: string }>;

interface Assessment {
  readonly intent: OpeningIntent;
  readonly quotes: Quotes;
  /** Account equity the verdict saw; absent when missing. */
  readonly equity?: DecimalString;
  readonly rules: readonly RuleResult[];
  readonly policyVersion: number;
}
export type IntentApproved = Fact<'IntentApproved', Assessment & { readonly order: ApprovedOrder }>;
/** Approved, but smaller than the formula's first two terms. */
export type IntentResized = Fact<
  'IntentResized',
  Assessment & {
    readonly order: ApprovedOrder;
    readonly wantedUsdt: DecimalString;
    readonly resizedBy: readonly string[];
  }
>;
export type IntentDenied = Fact<
  'IntentDenied',
  Assessment & { readonly code: DenialCode; readonly failed: readonly DenialCode[] }
>;
export type IntentRevoked = Fact<
  'IntentRevoked',
  {
    readonly intentId: string;
    readonly clientOrderId: string;
    readonly instrumentId: InstrumentId;
    readonly reason: string;
  }
>;
export type ReservationReleased = Fact<
  'ReservationReleased',
  {
    readonly clientOrderId: string;
    readonly leavesQty: DecimalString;
    readonly releasedUsdt: DecimalString;
    readonly reason: string;
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
export type PositionOpened = Fact<
  'PositionOpened',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly intentId: string;
    readonly quantity: DecimalString;
    readonly price: DecimalString;
    readonly cost: DecimalString;
    readonly feesUsdt: DecimalString;
    readonly levels: { readonly stop: DecimalString; readonly target: DecimalString };
    readonly openedAt: UnixMs;
    /** The venue's time of the opening fill: margin periods count from it. */
    readonly venueAt: UnixMs;
  }
>;
/** Grown by a further entry fill, or shrunk by a partial close (then with what that part made). */
export type PositionChanged = Fact<
  'PositionChanged',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly quantity: DecimalString;
    readonly cost: DecimalString;
    readonly grossUsdt: DecimalString;
    readonly feesUsdt: DecimalString;
    readonly tradeId: string;
  }
>;
export type PositionClosed = Fact<
  'PositionClosed',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly intentId: string;
    readonly closer: Closer;
    readonly quantity: DecimalString;
    readonly exitPrice: DecimalString;
    /** Whole life of the position, USDT; net = gross - fees. */
    readonly grossUsdt: DecimalString;
    readonly feesUsdt: DecimalString;
    readonly netUsdt: DecimalString;
    readonly openedAt: UnixMs;
    readonly closedAt: UnixMs;
    readonly tradeId: string;
    /** The stop that may still rest at the venue. */
    readonly stopOrderId?: string;
  }
>;
/**
 * Permission of the n-th stop: a new order (`place`), other terms of the resting one (`amend`), or none (`watch`: below
 * the venue's minimum, the desk itself looks at every price).
 */
export type ProtectionChanged = Fact<
  'ProtectionChanged',
  {
    readonly positionId: string;
    readonly intentId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: 'long' | 'short';
    readonly leverage: number;
    readonly n: number;
    readonly action: 'place' | 'amend' | 'watch';
    readonly stopOrderId: string;
    readonly quantity: DecimalString;
    readonly stop: DecimalString;
    readonly target: DecimalString;
    readonly trailing: boolean;
    readonly breakEven: boolean;
    readonly reason: string;
    readonly since: UnixMs;
    /** Not confirmed at the venue by then: the position is closed. */
    readonly dueAt: UnixMs;
    readonly quote?: Quote;
  }
>;
export type ExitTriggered = Fact<
  'ExitTriggered',
  {
    readonly positionId: string;
    readonly exitId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly closer: Closer;
    readonly quantity: DecimalString;
    readonly quote?: Quote;
    readonly reason: string;
    readonly triggeredAt: UnixMs;
    /** To be cancelled before anything is sold: a cash stop holds the units. A margin stop stays until the close. */
    readonly cancelStopOrderId?: string;
    readonly dueAt: UnixMs;
  }
>;
/** The stop ended at the venue without closing the position. */
export type ProtectionLost = Fact<
  'ProtectionLost',
  {
    readonly positionId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly stopOrderId: string;
    readonly reason: string;
  }
>;
/** Permission of one closing order. */
export type ExitStepped = Fact<
  'ExitStepped',
  {
    readonly positionId: string;
    readonly intentId: string;
    readonly exitId: string;
    readonly step: number;
    readonly clientOrderId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly side: Side;
    readonly leverage: number;
    readonly quantity: DecimalString;
    /** Absent: market. */
    readonly limit?: DecimalString;
    readonly quote?: Quote;
    readonly dueAt: UnixMs;
  }
>;
export type ExitEnded = Fact<
  'ExitEnded',
  {
    readonly positionId: string;
    readonly exitId: string;
    readonly book: Book;
    readonly instrumentId: InstrumentId;
    readonly outcome: 'closed' | 'abandoned';
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
export type PeakReanchored = Fact<
  'PeakReanchored',
  {
    readonly at: UnixMs;
    readonly equity: DecimalString;
    readonly tradingPnl: DecimalString;
    readonly cashOnlyUntil: UnixMs;
  }
>;
export type BreakerName = 'daily-loss' | 'drawdown';
export type BreakerTripped = Fact<
  'BreakerTripped',
  {
    readonly breaker: BreakerName;
    readonly at: UnixMs;
    readonly loss: DecimalString;
    /** Fraction reached and fraction allowed. */
    readonly lossPct: DecimalString;
    readonly limitPct: DecimalString;
    readonly until?: UnixMs;
  }
>;
export type BreakerCleared = Fact<'BreakerCleared', { readonly breaker: BreakerName; readonly reason: string }>;
export type CooldownStarted = Fact<
  'CooldownStarted',
  { readonly scope: InstrumentId | 'account'; readonly reason: 'entry' | 'loss'; readonly until: UnixMs }
>;
export type TradingPaused = Fact<'TradingPaused', { readonly reason: string }>;
export type TradingResumed = Fact<'TradingResumed', { readonly reason: string }>;
export type TradingHalted = Fact<'TradingHalted', { readonly at: UnixMs; readonly reason: string }>;
/** An administrator's, with the reason given. */
export type HaltCleared = Fact<'HaltCleared', { readonly reason: string }>;
export type DegradationChanged = Fact<
  'DegradationChanged',
  { readonly from: number; readonly to: number; readonly reason: string }
>;

export type AccountFact =
  | AccountOpened
  | FundsDeposited
  | LimitsChanged
  | IntentApproved
  | IntentResized
  | IntentDenied
  | IntentRevoked
  | ReservationReleased
  | FillBooked
  | FeeCharged
  | PositionOpened
  | PositionChanged
  | PositionClosed
  | ProtectionChanged
  | ProtectionLost
  | ExitTriggered
  | ExitStepped
  | ExitEnded
  | LotAcquired
  | LotDisposed
  | EquityMarked
  | PeriodOpened
  | PeakReanchored
  | BreakerTripped
  | BreakerCleared
  | CooldownStarted
  | TradingPaused
  | TradingResumed
  | TradingHalted
  | HaltCleared
  | DegradationChanged;
