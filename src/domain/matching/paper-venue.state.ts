import type { Currency, InstrumentId } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { assert, unreachable } from '../shared/assert.js';
import { dec, text, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { ADD_COST, amendCost, cancelCost, counted, type EngineCounters } from './engine-counter.js';
import { positionAfter, type MarginPosition } from './margin-position.js';
import type { BalanceMove, PaperFill, PaperOrder } from './paper-order.js';
import type { RulesByInstrument } from './paper-rules.js';
import type { PaperOrderEnded, PaperVenueFact, PaperVenueRestarted, Placement } from './paper-venue.events.js';

export interface OrderEnd {
  readonly outcome: PaperOrderEnded['data']['outcome'];
  readonly reason: string;
  readonly venueAt: UnixMs;
}

export type EndedOrder = PaperOrder & { readonly end: OrderEnd };

export interface PaperVenueState {
  readonly opened: boolean;
  /** Ids of the owner's transfers, newest last, bounded. */
  readonly transfers: readonly string[];
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
  /** Where the venue has changed the fallback table. */
  readonly rules: RulesByInstrument;
  readonly counters: EngineCounters;
  /** How often the venue came back without its last facts. */
  readonly restarts: number;
}

/** Ended orders remembered for look-ups; the stream keeps them all. */
export const ENDED_KEPT = 500;

/** Of the owner's transfers, to know a repeat by: more than anybody could still be asking for again. */
const TRANSFERS_KEPT = 200;

export const NEW_PAPER_VENUE: PaperVenueState = {
  opened: false,
  transfers: [],
  balances: {},
  working: [],
  ended: [],
  positions: {},
  taken: {},
  matchedTo: 0,
  rules: {},
  counters: {},
  restarts: 0,
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

/** Since the order was placed or last amended, ms. */
export const ageOf = ({ venueAt, updatedAt }: PaperOrder, at: UnixMs): number => at - (updatedAt ?? venueAt);

export const leavesOf = (order: PaperOrder): DecimalString => text(dec(order.terms.quantity).sub(order.cumQty));

export const evolve = (state: PaperVenueState, fact: PaperVenueFact): PaperVenueState => {
  switch (fact.type) {
    case 'PaperBalanceMoved':
      return balanceMoved(state, fact.data);
    case 'PaperOrderPlaced':
      assert(!workingOrder(state, fact.data.order.clientOrderId), 'placed twice');
      return placed(state, fact.data);
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
    case 'PaperRulesChanged': {
      const { instrumentId, tick, lot, minQuantity, minCost } = fact.data;
      return { ...state, rules: { ...state.rules, [instrumentId]: { tick, lot, minQuantity, minCost } } };
    }
    case 'PaperVenueRestarted':
      return restarted(state, fact.data);
    default:
      return unreachable(fact, 'paper venue');
  }
};

const placed = (state: PaperVenueState, data: Placement): PaperVenueState => {
  const { order, rate, venueAt } = data;
  const counters = counted(state.counters, order.instrumentId, ADD_COST, venueAt);
  return knownRate({ ...state, counters, working: [...state.working, newOrder(data)] }, order, rate);
};

/** Back to the book of before, with what was kept elsewhere. */
const restarted = (state: PaperVenueState, data: PaperVenueRestarted['data']): PaperVenueState => {
  const { book, forgotten, restartNo } = data;
  const { opened, transfers, rules, counters, ended: all } = state;
  const remembered = all.slice(0, Math.max(0, all.length - forgotten.ended));
  return { opened, transfers, rules, counters, ...book, ended: remembered, restarts: restartNo };
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
  const order = workingOrder(state, data.clientOrderId);
  assert(order, `paper venue: update of ${data.clientOrderId}, which is not working`);
  const updates = order.updates + 1;
  const change = { updates, termsAt: data.at, updatedAt: data.venueAt };
  const cost = amendCost(ageOf(order, data.venueAt));
  return {
    ...termsChanged(state, data.clientOrderId, data, change),
    counters: counted(state.counters, order.terms.instrumentId, cost, data.venueAt),
  };
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
  if (data.reason === 'deposit') {
    const { transferId } = data;
    const transfers = transferId === undefined ? [] : [transferId];
    return { ...state, balances, opened: true, transfers: [...state.transfers, ...transfers].slice(-TRANSFERS_KEPT) };
  }
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

/** The end on request; what the market or the clock ends costs nothing. */
export const USER_REQUESTED = 'User requested';

/** A placement counts even where the order is refused, a cancel where one was asked for. */
const costOfEnd = (order: PaperOrder, { outcome, reason, venueAt }: PaperOrderEnded['data']): number => {
  if (outcome === 'rejected') return ADD_COST;
  return outcome === 'canceled' && reason === USER_REQUESTED ? cancelCost(ageOf(order, venueAt)) : 0;
};

const ended = (state: PaperVenueState, data: PaperOrderEnded['data']): PaperVenueState => {
  const { outcome, reason, venueAt } = data;
  const order = data.outcome === 'rejected' ? newOrder(data) : workingOrder(state, data.clientOrderId);
  assert(order, `paper venue: end of ${data.clientOrderId}, which is not working`);
  const working =
    outcome === 'rejected' ? state.working : state.working.filter((other) => other.requestId !== order.requestId);
  const kept = [...state.ended, { ...order, end: { outcome, reason, venueAt } }].slice(-ENDED_KEPT);
  const counters = counted(state.counters, order.terms.instrumentId, costOfEnd(order, data), venueAt);
  return stepped({ ...state, working, ended: kept, counters }, data.step);
};
