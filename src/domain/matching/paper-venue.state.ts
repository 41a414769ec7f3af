import type { Currency, InstrumentId } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { assert, unreachable } from '../shared/assert.js';
import { dec, text, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { positionAfter, type MarginPosition } from './margin-position.js';
import type {
  BalanceMove,
  PaperOrderEnded,
  PaperOrderFilled,
  PaperVenueFact,
  Placement,
} from './paper-venue.events.js';

export type PaperFill = PaperOrderFilled['data'];

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

export interface OrderEnd {
  readonly outcome: PaperOrderEnded['data']['outcome'];
  readonly reason: string;
  readonly venueAt: UnixMs;
}

export type EndedOrder = PaperOrder & { readonly end: OrderEnd };

export interface PaperVenueState {
  readonly opened: boolean;
  readonly balances: Readonly<Partial<Record<Currency, DecimalString>>>;
  /** In the order of placing. */
  readonly working: readonly PaperOrder[];
  /** The latest {@link ENDED_KEPT}, oldest first. */
  readonly ended: readonly EndedOrder[];
  readonly positions: Readonly<Partial<Record<InstrumentId, MarginPosition>>>;
  /** What we took of one candle's volume, by instrument. */
  readonly taken: Readonly<
    Partial<Record<InstrumentId, { readonly candle: UnixMs; readonly quantity: DecimalString }>>
  >;
  /** Close time of the last step that left a fact: a step is matched once. */
  readonly matchedTo: UnixMs;
  /** Last USDT per BTC that a fact named. */
  readonly btcRate?: DecimalString;
}

/** Ended orders remembered for look-ups; the stream keeps them all. */
export const ENDED_KEPT = 500;

export const NEW_PAPER_VENUE: PaperVenueState = {
  opened: false,
  balances: {},
  working: [],
  ended: [],
  positions: {},
  taken: {},
  matchedTo: 0,
};

export const workingOrder = (state: PaperVenueState, clientOrderId: string): PaperOrder | undefined =>
  state.working.find((order) => order.terms.clientOrderId === clientOrderId);

/** Everything remembered under a client id, oldest first. */
export const ordersOf = (state: PaperVenueState, clientOrderId: string): readonly (PaperOrder | EndedOrder)[] =>
  [...state.ended, ...state.working].filter((order) => order.terms.clientOrderId === clientOrderId);

/** No order works and nothing is borrowed: no candle can do anything. */
export const isIdle = (state: PaperVenueState): boolean => {
  if (state.working.length > 0) return false;
  for (const _ in state.positions) return false;
  return true;
};

export const leavesOf = (order: PaperOrder): DecimalString => text(dec(order.terms.quantity).sub(order.cumQty));

export const evolve = (state: PaperVenueState, fact: PaperVenueFact): PaperVenueState => {
  switch (fact.type) {
    case 'PaperBalanceMoved':
      return balanceMoved(state, fact.data);
    case 'PaperOrderPlaced':
      assert(!workingOrder(state, fact.data.order.clientOrderId), 'placed twice');
      return knownRate({ ...state, working: [...state.working, newOrder(fact.data)] }, fact.data.order, fact.data.rate);
    case 'PaperOrderTriggered':
      return stepped(changed(state, fact.data.clientOrderId, { triggeredAt: fact.data.venueAt }), fact.data.step);
    case 'PaperOrderTrailed':
      return stepped(termsChanged(state, fact.data.clientOrderId, fact.data), fact.data.step);
    case 'PaperOrderUpdated':
      return updated(state, fact.data);
    case 'PaperOrderFilled':
      return filled(state, fact.data);
    case 'PaperOrderEnded':
      return ended(state, fact.data);
    default:
      return unreachable(fact, 'paper venue');
  }
};

const newOrder = (placed: Placement): PaperOrder => ({
  terms: placed.order,
  requestId: placed.requestId,
  placement: placed.placement,
  rate: placed.rate,
  venueAt: placed.venueAt,
  termsAt: placed.at,
  updates: 0,
  cumQty: '0',
  fills: [],
});

const stepped = (state: PaperVenueState, step: UnixMs | null): PaperVenueState =>
  step === null || step <= state.matchedTo ? state : { ...state, matchedTo: step };

const knownRate = (
  state: PaperVenueState,
  order: { readonly instrumentId: InstrumentId },
  rate: DecimalString,
): PaperVenueState => (order.instrumentId === 'XRP/BTC' ? { ...state, btcRate: rate } : state);

const changed = (state: PaperVenueState, clientOrderId: string, change: Partial<PaperOrder>): PaperVenueState => {
  assert(workingOrder(state, clientOrderId), `paper venue: ${clientOrderId} is not working`);
  return {
    ...state,
    working: state.working.map((order) =>
      order.terms.clientOrderId === clientOrderId ? { ...order, ...change } : order,
    ),
  };
};

type ChangedTerms = Partial<Pick<OrderTerms, 'quantity' | 'price' | 'triggerPrice'>>;

const termsChanged = (
  state: PaperVenueState,
  clientOrderId: string,
  { quantity, price, triggerPrice }: ChangedTerms,
  change: Partial<PaperOrder> = {},
): PaperVenueState => {
  const order = workingOrder(state, clientOrderId);
  assert(order, `paper venue: ${clientOrderId} is not working`);
  const terms: OrderTerms = {
    ...order.terms,
    ...(quantity !== undefined && { quantity }),
    ...(price !== undefined && { price }),
    ...(triggerPrice !== undefined && { triggerPrice }),
  };
  return changed(state, clientOrderId, { ...change, terms });
};

const updated = (
  state: PaperVenueState,
  data: ChangedTerms & { readonly clientOrderId: string; readonly at: UnixMs; readonly venueAt: UnixMs },
): PaperVenueState => {
  const updates = (workingOrder(state, data.clientOrderId)?.updates ?? 0) + 1;
  return termsChanged(state, data.clientOrderId, data, { updates, termsAt: data.at, updatedAt: data.venueAt });
};

const movedBy = (balances: PaperVenueState['balances'], moves: readonly BalanceMove[]): PaperVenueState['balances'] => {
  const after = { ...balances };
  for (const { currency, amount } of moves) after[currency] = text(dec(after[currency] ?? '0').add(amount));
  return after;
};

const balanceMoved = (
  state: PaperVenueState,
  data: Extract<PaperVenueFact, { type: 'PaperBalanceMoved' }>['data'],
): PaperVenueState => {
  const balances = movedBy(state.balances, data.moves);
  if (data.reason === 'deposit') return { ...state, balances, opened: true };
  const position = state.positions[data.instrumentId];
  assert(position, 'margin fee without a position');
  const positions = { ...state.positions, [data.instrumentId]: { ...position, chargedTo: data.chargedTo } };
  return stepped({ ...state, balances, positions }, data.step);
};

const filled = (state: PaperVenueState, fill: PaperFill): PaperVenueState => {
  const order = workingOrder(state, fill.clientOrderId);
  assert(order, `paper venue: fill of ${fill.clientOrderId}, which is not working`);
  const taken = state.taken[fill.instrumentId];
  const before = taken?.candle === fill.volumeOf ? taken.quantity : '0';
  const after: PaperVenueState = {
    ...changed(state, fill.clientOrderId, { cumQty: fill.cumQty, fills: [...order.fills, fill] }),
    balances: movedBy(state.balances, fill.moves),
    positions: order.terms.leverage > 1 ? positionsAfter(state, order, fill) : state.positions,
    taken: {
      ...state.taken,
      [fill.instrumentId]: { candle: fill.volumeOf, quantity: text(dec(before).add(fill.lastQty)) },
    },
  };
  return stepped(knownRate(after, fill, fill.rate), fill.step);
};

const positionsAfter = (state: PaperVenueState, order: PaperOrder, fill: PaperFill): PaperVenueState['positions'] => {
  const { [fill.instrumentId]: position, ...others } = state.positions;
  const { instrumentId, side, rate, venueAt } = fill;
  const { leverage } = order.terms;
  const after = positionAfter(position, {
    instrumentId,
    side,
    rate,
    venueAt,
    leverage,
    quantity: fill.lastQty,
    price: fill.lastPx,
  });
  return after ? { ...others, [instrumentId]: after } : others;
};

const ended = (state: PaperVenueState, data: PaperOrderEnded['data']): PaperVenueState => {
  const { outcome, reason, venueAt } = data;
  const order = data.outcome === 'rejected' ? newOrder(data) : workingOrder(state, data.clientOrderId);
  assert(order, `paper venue: end of ${data.clientOrderId}, which is not working`);
  const working =
    outcome === 'rejected' ? state.working : state.working.filter((other) => other.requestId !== order.requestId);
  const kept = [...state.ended, { ...order, end: { outcome, reason, venueAt } }].slice(-ENDED_KEPT);
  return stepped({ ...state, working, ended: kept }, data.step);
};
