/** The account: money, gates, the equity curve. */
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';

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
  /** Worth in USDT, when it left, of what was withdrawn from trading and allocation. */
  readonly withdrawn: DecimalString;
  /** USDT, over the account's life: what went to the hodl book, and what its coins cost with their fees. */
  readonly kept: { readonly setAside: DecimalString; readonly spent: DecimalString };
  /** By how much the books were made to follow the venue, by currency. */
  readonly corrections: readonly {
    readonly currency: string;
    readonly amount: DecimalString;
    readonly count: number;
  }[];
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
      /** Of a spike; the others are the account's. */
      readonly instrumentId?: string;
      readonly trippedAt: UnixMs;
      /** Earliest end; a weekly loss needs the review too. */
      readonly until?: UnixMs;
      /** Of a loss: fraction reached and fraction allowed. */
      readonly lossPct?: DecimalString;
      readonly limitPct?: DecimalString;
      /** Of a count (losses, errors in a row) or a spike (ATRs): what was reached and what trips. */
      readonly reached?: DecimalString;
      readonly allowed?: DecimalString;
      /** Of a weekly loss: whether an operator has looked at it. */
      readonly reviewed?: boolean;
    }[];
    /** Losses in a row as of the last close; each 24 h since then takes one away. */
    readonly streak: { readonly losses: number; readonly since: UnixMs };
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
