/**
 * What the read side answers: the rows of the read models and the shapes of the REST API. Money and prices are decimal
 * text; times are unix ms; every list is a {@link Page}.
 */
import type { InstrumentId } from '../domain/market/instrument.js';
import type { Regime } from '../domain/market/regime.js';
import type { RuleResult } from '../domain/account/risk/verdict.js';
import type { DecimalString } from '../domain/shared/decimal.js';
import type { Fact, Position, RecordedFact } from '../domain/shared/fact.js';
import type { UnixMs } from '../domain/shared/time.js';

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it as `cursor` for the next page; absent on the last one. */
  readonly nextCursor?: string;
  /** Position of the log up to which the answer is true. */
  readonly asOf?: Position;
}

export interface BalanceView {
  readonly book: 'trading' | 'allocation' | 'hodl';
  readonly currency: string;
  readonly amount: DecimalString;
}

/** `GET /api/v1/account` */
export interface AccountView {
  readonly accountId: string;
  readonly mode: string;
  readonly openedAt: UnixMs;
  readonly balances: readonly BalanceView[];
  readonly deposited: DecimalString;
  readonly equity?: DecimalString;
  readonly tradingPnl?: DecimalString;
  readonly unrealised?: DecimalString;
  readonly markedAt?: UnixMs;
  readonly realisedGross: DecimalString;
  readonly fees: DecimalString;
  /** Realised gross - fees. */
  readonly realisedNet: DecimalString;
  readonly dayOpening?: { readonly at: UnixMs; readonly equity: DecimalString; readonly tradingPnl: DecimalString };
  readonly peak?: { readonly at: UnixMs; readonly equity: DecimalString; readonly tradingPnl: DecimalString };
  /** Largest fall of trading P&L from its peak over the equity at the peak, in percent (two or more decimals). */
  readonly maxDrawdownPct: DecimalString;
  readonly gates: {
    readonly halted?: { readonly at: UnixMs; readonly reason: string };
    readonly pauses: readonly string[];
    readonly degradation: number;
    readonly cooldowns: readonly { readonly scope: string; readonly reason: string; readonly until: UnixMs }[];
    readonly breakers: readonly {
      readonly breaker: string;
      readonly trippedAt: UnixMs;
      readonly until?: UnixMs;
      readonly lossPct: DecimalString;
      readonly limitPct: DecimalString;
    }[];
  };
  readonly counts: {
    readonly openPositions: number;
    readonly closedPositions: number;
    readonly wins: number;
    readonly losses: number;
  };
}

/** `GET /api/v1/equity` (list, oldest first) */
export interface EquityPointView {
  readonly at: UnixMs;
  readonly equity: DecimalString;
  readonly tradingPnl: DecimalString;
  readonly reason: string;
}

/** `GET /api/v1/positions?status=open|closed&instrument=` and `/positions/{positionId}` */
export interface PositionView {
  readonly positionId: string;
  readonly status: 'open' | 'closed';
  readonly instrumentId: InstrumentId;
  readonly book: string;
  readonly side: 'long' | 'short';
  readonly leverage: number;
  readonly intentId: string;
  readonly quantity: DecimalString;
  readonly maxQuantity: DecimalString;
  /** Average price of what is open (closed: of the whole), rounded to 12 decimals. */
  readonly entry: DecimalString;
  readonly stop: DecimalString;
  readonly initialStop: DecimalString;
  readonly target: DecimalString;
  readonly trailing: boolean;
  readonly grossUsdt: DecimalString;
  readonly feesUsdt: DecimalString;
  readonly netUsdt?: DecimalString;
  readonly openedAt: UnixMs;
  readonly closedAt?: UnixMs;
  readonly closer?: string;
  readonly exitPrice?: DecimalString;
  readonly exitUnderWay?: { readonly closer: string; readonly step: number };
  readonly protection: 'none' | 'requested' | 'resting' | 'watched';
}

/** `GET /api/v1/orders?state=&instrument=&purpose=` and `/orders/{clientOrderId}` (then with its timeline) */
export interface OrderView {
  readonly clientOrderId: string;
  readonly venueOrderId?: string;
  readonly purpose: string;
  readonly intentId: string;
  readonly positionId?: string;
  readonly instrumentId: InstrumentId;
  readonly book: string;
  readonly side: 'buy' | 'sell';
  readonly type: string;
  readonly timeInForce: string;
  readonly reduceOnly: boolean;
  readonly leverage: number;
  readonly quantity: DecimalString;
  readonly price?: DecimalString;
  readonly triggerPrice?: DecimalString;
  readonly status: string;
  readonly cumQty: DecimalString;
  readonly leavesQty: DecimalString;
  readonly avgPx?: DecimalString;
  readonly feesUsdt: DecimalString;
  readonly createdAt: UnixMs;
  readonly updatedAt: UnixMs;
  readonly reason?: string;
  readonly permission: { readonly type: string; readonly key: string };
  readonly timeline?: readonly {
    readonly at: UnixMs;
    readonly position: Position;
    readonly type: string;
    readonly text: string;
    readonly by: 'desk' | 'venue';
  }[];
}

/** `GET /api/v1/fills?instrument=&positionId=` */
export interface FillView {
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly intentId: string;
  readonly positionId?: string;
  readonly purpose: string;
  readonly instrumentId: InstrumentId;
  readonly book: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  readonly liquiditySide: 'maker' | 'taker';
  readonly fee: DecimalString;
  readonly feeCurrency: string;
  readonly feeUsdt: DecimalString;
  readonly grossUsdt: DecimalString;
  readonly at: UnixMs;
  readonly position: Position;
}

/** `GET /api/v1/signals?agent=&instrument=` */
export interface SignalView {
  readonly runId: string;
  readonly agent: string;
  readonly instrumentId: InstrumentId;
  readonly status: 'recorded' | 'missed';
  readonly direction?: 'long' | 'short' | 'flat';
  readonly confidence?: DecimalString;
  readonly regime?: Regime;
  readonly validUntil?: UnixMs;
  readonly reasons: readonly string[];
  readonly at: UnixMs;
  readonly position: Position;
}

/** `GET /api/v1/decisions?instrument=&outcome=`: one row per cycle and instrument; `/decisions/{cycleId}` gives the facts too. */
export interface DecisionView {
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  readonly at: UnixMs;
  readonly regime: Regime;
  readonly votes: readonly {
    readonly member: string;
    readonly action: string;
    readonly confidence: DecimalString;
    readonly reasons: readonly string[];
    readonly entry?: DecimalString;
    readonly stop?: DecimalString;
    readonly target?: DecimalString;
  }[];
  readonly discarded: readonly { readonly member: string; readonly reason: string; readonly detail: string }[];
  readonly consensus?: {
    readonly winner: string;
    readonly rawConfidence: DecimalString;
    readonly factor: DecimalString;
    readonly adjustedConfidence: DecimalString;
    readonly arithmetic: readonly string[];
  };
  readonly conflicts: readonly {
    readonly kind: string;
    readonly detail: string;
    readonly resolver?: string;
    readonly outcome?: string;
  }[];
  readonly advisers: readonly {
    readonly agent: string;
    readonly direction: string;
    readonly confidence: DecimalString;
    readonly reasons: readonly string[];
  }[];
  readonly candles: readonly { readonly timeframe: string; readonly lastOpenTime: UnixMs; readonly digest: string }[];
  /** proposed-open, proposed-close, or the code of the abandonment. */
  readonly proposal: string;
  readonly detail?: string;
  readonly intentId?: string;
  readonly verdict?: { readonly outcome: 'approved' | 'resized' | 'denied'; readonly code?: string };
  readonly positionId?: string;
  readonly netUsdt?: DecimalString;
}

/** `GET /api/v1/verdicts?outcome=&code=&instrument=` */
export interface VerdictView {
  readonly intentId: string;
  readonly assessment: number;
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  readonly direction: 'long' | 'short';
  readonly outcome: 'approved' | 'resized' | 'denied';
  readonly code?: string;
  readonly failed: readonly string[];
  readonly rules: readonly RuleResult[];
  readonly policyVersion: number;
  readonly equity?: DecimalString;
  readonly order?: {
    readonly clientOrderId: string;
    readonly quantity: DecimalString;
    readonly limit: DecimalString;
    readonly stop: DecimalString;
    readonly target: DecimalString;
    readonly leverage: number;
    readonly notionalUsdt: DecimalString;
  };
  readonly at: UnixMs;
  readonly position: Position;
}

/** `GET /api/v1/audit`: the one trade log, a line per fact that matters to money or permission, newest first. */
export interface AuditView {
  readonly position: Position;
  readonly at: UnixMs;
  readonly stream: string;
  readonly type: string;
  readonly instrumentId?: string;
  /** One sentence. */
  readonly text: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
}

/** `GET /api/v1/fills/{tradeId}/why`: from the fill back to what the desk saw; each part holds the facts themselves. */
export interface WhyView {
  readonly fill: RecordedFact;
  readonly order: readonly RecordedFact[];
  /** IntentApproved, IntentResized, ExitTriggered/ExitStepped or ProtectionChanged: the permission of the order. */
  readonly permission: readonly RecordedFact[];
  /** The verdict of the opening intent that the position came from. */
  readonly verdict?: RecordedFact;
  readonly decision: readonly RecordedFact[];
  readonly signals: readonly RecordedFact[];
  readonly candles: readonly {
    readonly instrumentId: string;
    readonly timeframe: string;
    readonly lastOpenTime: UnixMs;
    readonly digest: string;
  }[];
  readonly result?: RecordedFact;
  /** The same as sentences, first cause first. */
  readonly story: readonly string[];
}

/** `GET /api/v1/market`: what the desk sees now, per instrument. */
export interface MarketView {
  readonly instrumentId: InstrumentId;
  readonly bid?: DecimalString;
  readonly ask?: DecimalString;
  readonly last?: DecimalString;
  readonly at?: UnixMs;
  readonly regime: Regime;
  readonly stale: boolean;
}

/** `GET /api/v1/status`: the header of every page. */
export interface StatusView {
  readonly mode: 'PRETEND MARKET' | 'PAPER' | 'LIVE';
  readonly market: string;
  readonly accountId: string;
  readonly marketTime: UnixMs;
  /** Market seconds per second; 0 while it does not move. */
  readonly speed: number;
  readonly head?: Position;
  readonly health: readonly {
    readonly component: string;
    readonly status: 'up' | 'degraded' | 'down';
    readonly detail: string;
  }[];
  readonly projections: readonly { readonly name: string; readonly position?: Position; readonly status: string }[];
}

/** `GET /api/v1/candles?instrument=&timeframe=&from=&to=&limit=` */
export interface CandleView {
  readonly openTime: UnixMs;
  readonly open: DecimalString;
  readonly high: DecimalString;
  readonly low: DecimalString;
  readonly close: DecimalString;
  readonly volume: DecimalString;
}

/** `GET /api/v1/events` (server-sent): `event: fact` with this as data and the position as id; `event: market` with MarketView[]; `event: status` with StatusView. */
export interface LiveFactView {
  readonly position: Position;
  readonly stream: string;
  readonly type: string;
  readonly at: UnixMs;
  readonly data: Fact['data'];
}
