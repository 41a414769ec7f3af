/** What the desk shows now. */
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Regime } from '../../domain/market/regime.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Fact, Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

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
