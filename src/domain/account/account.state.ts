import type { Currency, InstrumentId } from '../market/instrument.js';
import type { Quote } from '../market/quote.js';
import type { Book } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { HodlCoin } from './hodl/hodl.events.js';
import type { RiskPolicy } from './risk/policy.js';
import type { ApprovedOrder, OpeningIntent } from './risk/verdict.js';

export type Closer =
  'stop' | 'target' | 'trail' | 'time' | 'decision' | 'operator' | 'breaker' | 'unprotected' | 'correction';

/** A closing under way; the first closer wins. */
export interface Exit {
  readonly exitId: string;
  readonly closer: Closer;
  /** 0 while a cash exit waits for its stop's cancellation. */
  readonly step: number;
  /** When the present step's time is up. */
  readonly dueAt: UnixMs;
  readonly triggeredAt: UnixMs;
  /** The newest quote handed in, for the limit of the next step. */
  readonly quote?: Quote;
  /** Base that it still is to close; absent: the whole position, whatever that grows to. */
  readonly leavesQty?: DecimalString;
  /** The next step waits for the end of the stop, which holds the units of a cash position. */
  readonly awaitsStop?: boolean;
}

/** One per book and instrument. Quantity in base; prices and costs in quote. */
export interface PositionState {
  readonly positionId: string;
  readonly book: Book;
  readonly instrumentId: InstrumentId;
  readonly side: 'long' | 'short';
  /** 1 = cash. */
  readonly leverage: number;
  readonly intentId: string;
  readonly quantity: DecimalString;
  /** Entry value of what is still open: sum of quantity x price, quote currency. */
  readonly cost: DecimalString;
  /** Largest quantity so far, for return figures. */
  readonly maxQuantity: DecimalString;
  readonly openedAt: UnixMs;
  /** USDT, signed, of the parts closed so far. */
  readonly grossUsdt: DecimalString;
  /** USDT, all fees so far (entry, exit, margin). */
  readonly feesUsdt: DecimalString;
  readonly stop: DecimalString;
  readonly target: DecimalString;
  /** Stop in force since; a price range that begins earlier says nothing about it. */
  readonly stopSince: UnixMs;
  /** Distance entry to first stop, quote units: one R. */
  readonly riskDistance: DecimalString;
  readonly trailing: boolean;
  readonly breakEven: boolean;
  /** Counts ProtectionChanged of this position. */
  readonly protectionNo: number;
  /** Base quantity that the present stop order has filled already: its own quantity includes it. */
  readonly stopFilled: DecimalString;
  /** Client order id of the stop while one rests at the venue or is on its way; none: watched by the desk. */
  readonly stopOrderId?: string;
  /** We have asked the venue to cancel that stop: its end is no loss. */
  readonly stopRecalled?: boolean;
  /** Margin: when the venue opened it, and up to when its periods are paid. */
  readonly marginSince: UnixMs;
  readonly marginFeesChargedTo: UnixMs;
  readonly exit?: Exit;
}

/** What an exit could not sell, for the venue takes no order of so little: kept at cost until a position takes it over. */
export type Dust = Pick<
  PositionState,
  | 'positionId'
  | 'book'
  | 'instrumentId'
  | 'side'
  | 'leverage'
  | 'intentId'
  | 'quantity'
  | 'cost'
  | 'feesUsdt'
  | 'marginSince'
  | 'marginFeesChargedTo'
>;

/** What an order still may do, and what is locked for it. */
export interface Reservation {
  readonly clientOrderId: string;
  readonly kind: 'entry' | 'close' | 'hodl';
  readonly instrumentId: InstrumentId;
  readonly book: Book;
  readonly leavesQty: DecimalString;
  /** Entries only: proportional to leavesQty. */
  readonly notionalUsdt: DecimalString;
  readonly reservedUsdt: DecimalString;
  readonly marginUsdt: DecimalString;
  readonly intentId: string;
  readonly positionId?: string;
  /** Entries: what was approved, and the proposal, should it be judged anew. */
  readonly order?: ApprovedOrder;
  readonly intent?: OpeningIntent;
  readonly revoked: boolean;
}

/** At the venue and not approved here. Quantity in base. */
export interface ForeignOrder {
  readonly foreignOrderId: string;
  /** What the venue knows it by. */
  readonly clientOrderId?: string;
  readonly venueOrderId: string;
  readonly instrumentId: InstrumentId;
  readonly side: 'buy' | 'sell';
  readonly quantity: DecimalString;
  /** Not booked as filled yet. */
  readonly leavesQty: DecimalString;
  /** Quote; absent for an order at market. */
  readonly price?: DecimalString;
  /** Of the leaves. */
  readonly notionalUsdt: DecimalString;
  /** 1 = cash. */
  readonly leverage: number;
  /** An operator's levels; without them what it fills is closed at once. */
  readonly claimed?: { readonly stop: DecimalString; readonly target: DecimalString };
  readonly cancelRequested: boolean;
}

export interface Lot {
  readonly lotId: string;
  readonly book: Book;
  readonly currency: Currency;
  readonly quantity: DecimalString;
  /** USDT, fee included (fees in basis). */
  readonly costUsdt: DecimalString;
  readonly acquiredAt: UnixMs;
}

/** Set-aside money and what waits to be bought with it; the coins themselves are a balance. USDT. */
export interface HodlState {
  /** Highest cumulative net result of the trading book that a part was set aside from. */
  readonly high: DecimalString;
  /** What was set aside in the UTC day that began then. */
  readonly day?: { readonly openedAt: UnixMs; readonly setAside: DecimalString };
  /** Part of the book's USDT that waits to become a coin. */
  readonly waiting: Readonly<Record<HodlCoin, DecimalString>>;
  /** Orders so far. */
  readonly purchases: number;
  /** A coin is ordered once in the life of an order. */
  readonly notBefore: Readonly<Partial<Record<HodlCoin, UnixMs>>>;
}

export interface Period {
  readonly openedAt: UnixMs;
  /** Account equity at the opening, USDT. */
  readonly equity: DecimalString;
  /** Trading P&L (realised + unrealised, fees in) at the opening, USDT. */
  readonly tradingPnl: DecimalString;
}

export interface TimedBreaker {
  readonly trippedAt: UnixMs;
  /** Over at this very instant. */
  readonly until: UnixMs;
}

export interface Breakers {
  readonly dailyLoss?: TimedBreaker;
  /** Over when both are true: `until` (a Monday) has come, and an operator has reviewed the week. */
  readonly weeklyLoss?: TimedBreaker & { readonly reviewedAt?: UnixMs };
  readonly drawdown?: { readonly trippedAt: UnixMs };
  /** Half size until the next entry's first fill. */
  readonly lossesInARow?: { readonly trippedAt: UnixMs };
  readonly executionErrors?: TimedBreaker;
  /** Half size of the instrument. */
  readonly spikes?: Readonly<Partial<Record<InstrumentId, TimedBreaker>>>;
  /** After a cleared drawdown halt: 1x until then. */
  readonly cashOnlyUntil?: UnixMs;
}

export interface EquityMark {
  readonly at: UnixMs;
  readonly equity: DecimalString;
  readonly tradingPnl: DecimalString;
}

/** The trading book's whole state; everything that gates trading is here, so nothing can change between look and approval. */
export interface AccountState {
  readonly opened: boolean;
  readonly accountId: string;
  readonly policy: RiskPolicy;
  /** As the configuration had it last; beside it stand the changes of administrators. */
  readonly settings?: RiskPolicy;
  readonly balances: Readonly<Record<Book, Readonly<Partial<Record<Currency, DecimalString>>>>>;
  /** Ids of deposits, the first for good, the newest last; and of transfers and withdrawals; bounded. */
  readonly deposits: readonly string[];
  readonly moves: readonly string[];
  readonly hodl: HodlState;
  readonly halted?: { readonly at: UnixMs; readonly reason: string };
  readonly pauses: readonly string[];
  /** Requests of operators that were carried out, newest last, bounded. */
  readonly requests: readonly string[];
  /** 1 normal .. 4 emergency. */
  readonly degradation: number;
  readonly breakers: Breakers;
  /** Until when openings wait, per instrument and for the account, with the reason that lasts longest. */
  readonly cooldowns: Readonly<
    Partial<Record<InstrumentId | 'account', { readonly until: UnixMs; readonly reason: string }>>
  >;
  readonly day?: Period;
  readonly week?: Period;
  readonly peak?: EquityMark;
  readonly lastMark?: EquityMark;
  /** Losses in a row and when it last changed. */
  readonly streak: { readonly losses: number; readonly since: UnixMs };
  /** Failed orders since the last fill, and the newest that were counted, bounded. */
  readonly executionErrors: { readonly inARow: number; readonly orders: readonly string[] };
  /** When a stop last closed a trade of the instrument. */
  readonly stopHits: Readonly<Partial<Record<InstrumentId, UnixMs>>>;
  /** Realised, trading book, USDT, over the account's life. */
  readonly realised: { readonly gross: DecimalString; readonly fees: DecimalString };
  readonly positions: Readonly<Record<string, PositionState>>;
  /** By book, instrument, and cash or margin. */
  readonly dust: Readonly<Record<string, Dust>>;
  /** Said to have no price while a position is open. */
  readonly lostPrices: readonly InstrumentId[];
  readonly reservations: Readonly<Record<string, Reservation>>;
  /** Decisions that wait for the end of the entry whose place they take. */
  readonly waiting: Readonly<Partial<Record<InstrumentId, OpeningIntent>>>;
  /** Working at the venue, by their id here. */
  readonly foreignOrders: Readonly<Record<string, ForeignOrder>>;
  readonly lots: readonly Lot[];
  /** Last assessed intents (`intentId#assessment`), newest last, bounded. */
  readonly assessed: readonly string[];
  /** Fills booked per order, newest last, bounded. */
  readonly bookedFills: readonly { readonly clientOrderId: string; readonly count: number }[];
}

export const positionKey = (book: Book, instrumentId: InstrumentId): string => `${book}:${instrumentId}`;

export type { OpeningIntent };
