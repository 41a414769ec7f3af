import type {
  AccountView,
  BalanceView,
  EquityPointView,
  FillView,
  OrderView,
  PositionView,
} from '../../../../../projections/views.js';
import { ORDER_PURPOSES } from '../../../../../projections/orders/order-filters.js';
import { INSTRUMENT_IDS } from '../../../../../domain/market/instrument.js';
import {
  count,
  decimal,
  flag,
  instant,
  list,
  object,
  oneOf,
  optional,
  position,
  text,
  type Schema,
} from '../schema.js';

type Gates = AccountView['gates'];
type Mark = NonNullable<AccountView['peak']>;

const book = oneOf('trading', 'allocation', 'hodl');
export const instrument = oneOf(...INSTRUMENT_IDS);
const mark = object<Mark>({ at: instant, equity: decimal, tradingPnl: decimal });

const gates = object<Gates>({
  halted: optional(object<NonNullable<Gates['halted']>>({ at: instant, reason: text })),
  pauses: list(text),
  degradation: { type: 'integer', description: '1 normal to 4 emergency.' },
  cooldowns: list(object<Gates['cooldowns'][number]>({ scope: text, reason: text, until: instant })),
  breakers: list(
    object<Gates['breakers'][number]>({
      breaker: text,
      instrumentId: optional(text),
      trippedAt: instant,
      until: optional(instant),
      lossPct: optional(decimal),
      limitPct: optional(decimal),
      reached: optional(decimal),
      allowed: optional(decimal),
      reviewed: optional(flag),
    }),
  ),
  streak: object<Gates['streak']>({ losses: count, since: instant }),
});

const account = object<AccountView>({
  accountId: text,
  mode: text,
  openedAt: instant,
  balances: list(object<BalanceView>({ book, currency: text, amount: decimal })),
  deposited: decimal,
  withdrawn: decimal,
  kept: object<AccountView['kept']>({ setAside: decimal, spent: decimal }),
  corrections: list(object<AccountView['corrections'][number]>({ currency: text, amount: decimal, count })),
  equity: optional(decimal),
  tradingPnl: optional(decimal),
  unrealised: optional(decimal),
  markedAt: optional(instant),
  realisedGross: decimal,
  fees: decimal,
  realisedNet: decimal,
  dayOpening: optional(mark),
  peak: optional(mark),
  maxDrawdownPct: decimal,
  gates,
  counts: object<AccountView['counts']>({ openPositions: count, closedPositions: count, wins: count, losses: count }),
});

const positionView = object<PositionView>({
  positionId: text,
  status: oneOf('open', 'closed'),
  instrumentId: instrument,
  book,
  side: oneOf('long', 'short'),
  leverage: count,
  intentId: text,
  quantity: decimal,
  maxQuantity: decimal,
  entry: decimal,
  stop: decimal,
  initialStop: decimal,
  target: decimal,
  trailing: flag,
  grossUsdt: decimal,
  feesUsdt: decimal,
  netUsdt: optional(decimal),
  openedAt: instant,
  closedAt: optional(instant),
  closer: optional(text),
  exitPrice: optional(decimal),
  exitUnderWay: optional(object<NonNullable<PositionView['exitUnderWay']>>({ closer: text, step: count })),
  protection: oneOf('none', 'requested', 'resting', 'watched'),
});

const order = object<OrderView>({
  clientOrderId: text,
  venueOrderId: optional(text),
  purpose: oneOf(...ORDER_PURPOSES),
  intentId: text,
  positionId: optional(text),
  instrumentId: instrument,
  book,
  side: oneOf('buy', 'sell'),
  type: text,
  timeInForce: oneOf('GTC', 'IOC', 'GTD'),
  reduceOnly: flag,
  leverage: count,
  quantity: decimal,
  price: optional(decimal),
  triggerPrice: optional(decimal),
  status: text,
  cumQty: decimal,
  leavesQty: decimal,
  avgPx: optional(decimal),
  feesUsdt: decimal,
  createdAt: instant,
  updatedAt: instant,
  reason: optional(text),
  adopted: flag,
  permission: object<OrderView['permission']>({
    type: text,
    key: text,
    stream: optional(text),
    version: optional(count),
  }),
  verdict: optional(
    object<NonNullable<OrderView['verdict']>>({ cycleId: text, outcome: text, stream: text, version: count }),
  ),
  timeline: optional(
    list(
      object<NonNullable<OrderView['timeline']>[number]>({
        at: instant,
        position,
        version: count,
        type: text,
        text,
        by: oneOf('desk', 'venue'),
      }),
    ),
  ),
});

const fill = object<FillView>({
  tradeId: text,
  clientOrderId: text,
  intentId: text,
  positionId: optional(text),
  purpose: oneOf(...ORDER_PURPOSES),
  instrumentId: instrument,
  book,
  side: oneOf('buy', 'sell'),
  quantity: decimal,
  price: decimal,
  liquiditySide: oneOf('maker', 'taker'),
  fee: decimal,
  feeCurrency: text,
  feeUsdt: decimal,
  grossUsdt: decimal,
  at: instant,
  position,
});

export const ACCOUNT_SCHEMAS: Readonly<Record<string, Schema>> = {
  AccountView: account,
  EquityPointView: object<EquityPointView>({ at: instant, equity: decimal, tradingPnl: decimal, reason: text }),
  PositionView: positionView,
  OrderView: order,
  FillView: fill,
};
