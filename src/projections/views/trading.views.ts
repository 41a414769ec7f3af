/** What was traded: positions, orders, fills. */
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

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

/** `GET /api/v1/orders?state=&instrument=&purpose=` and `/orders/{clientOrderId}` (then with its timeline and links) */
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
  /** Found at the venue and not ours. */
  readonly adopted: boolean;
  /** `stream` and `version` of the fact that allowed it: of one order alone. */
  readonly permission: {
    readonly type: string;
    readonly key: string;
    readonly stream?: string;
    readonly version?: number;
  };
  /** Where the opening that it belongs to was decided and allowed: of one order alone. */
  readonly verdict?: {
    readonly cycleId: string;
    readonly outcome: string;
    readonly stream: string;
    readonly version: number;
  };
  readonly timeline?: readonly {
    readonly at: UnixMs;
    readonly position: Position;
    /** Of the fact in the order's stream. */
    readonly version: number;
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
