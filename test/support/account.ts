import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../src/domain/account/account.events.js';
import type { AccountState, PositionState } from '../../src/domain/account/account.state.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../src/domain/account/risk/policy.js';
import type { Currency, InstrumentId } from '../../src/domain/market/instrument.js';
import type { Quote, Quotes } from '../../src/domain/market/quote.js';
import type { OrderDetails } from '../../src/domain/orders/order-terms.js';
import { aClose, anEntry, aStop } from './orders.js';

/** 2026-01-07 12:00 UTC, a Wednesday. */
export const NOON = Date.UTC(2026, 0, 7, 12);

/** A price without a spread: what is computed from it by hand stays short. */
export const priced = (instrumentId: InstrumentId, price: string, at: number, more: Partial<Quote> = {}): Quotes => ({
  [instrumentId]: { instrumentId, bid: price, ask: price, at, source: 'candle', usdtRate: '1', ...more },
});
export const btc = (price: string, at: number, more: Partial<Quote> = {}): Quotes =>
  priced('BTC/USDT', price, at, more);

/** 10 000 USDT, half of them in the trading book. */
export const openAccount = (policy: Partial<RiskPolicy> = {}, at = NOON): readonly AccountCommand[] => [
  { type: 'OpenAccount', at, accountId: 'paper', mode: 'paper', policy: { ...DEFAULT_POLICY, ...policy } },
  { type: 'DepositFunds', at, depositId: 'first', amount: '10000' },
];

export const decideAll = (
  commands: readonly AccountCommand[],
): { facts: readonly AccountFact[]; state: AccountState } => {
  let state = accountDecider.initialState;
  const facts = commands.flatMap((command) => {
    const decided = accountDecider.decide(command, state);
    state = decided.reduce((folded, fact) => accountDecider.evolve(folded, fact), state);
    return decided;
  });
  return { facts, state };
};

/** The facts that the commands leave in a new account's stream. */
export const after = (...commands: readonly AccountCommand[]): readonly AccountFact[] => decideAll(commands).facts;

type DataOf<T extends AccountFact['type']> = Extract<AccountFact, { type: T }>['data'];
export const all = <T extends AccountFact['type']>(facts: readonly AccountFact[], type: T): DataOf<T>[] =>
  facts.flatMap((fact) => (fact.type === type ? [fact.data as DataOf<T>] : []));
/** The only one of its type. */
export const one = <T extends AccountFact['type']>(facts: readonly AccountFact[], type: T): DataOf<T> => {
  const [found, ...others] = all(facts, type);
  if (!found || others.length > 0) throw new Error(`not one ${type} in ${facts.map((fact) => fact.type).join(', ')}`);
  return found;
};

/** The state after the facts. */
export const folded = (state: AccountState, facts: readonly AccountFact[]): AccountState =>
  facts.reduce<AccountState>((before, fact) => accountDecider.evolve(before, fact), state);

export const stateOf = (facts: readonly AccountFact[]): AccountState => folded(accountDecider.initialState, facts);

interface GivenFill {
  readonly order: OrderDetails;
  readonly qty: string;
  readonly px: string;
  readonly fee: string;
  readonly at?: number;
  readonly tradeId?: string;
  readonly fillNo?: number;
  readonly leaves?: string;
  readonly rate?: string;
  readonly currency?: Currency;
  readonly quotes?: Quotes;
}

/** One execution; unless told otherwise the order's first and last. */
export const filled = (given: GivenFill): Extract<AccountCommand, { type: 'BookFill' }> => {
  const {
    order,
    qty,
    px,
    fee,
    at = NOON,
    fillNo = 0,
    leaves = '0',
    rate = '1',
    currency = 'USDT',
    quotes = {},
  } = given;
  return {
    type: 'BookFill',
    at,
    quotes,
    fill: {
      order,
      fillNo,
      tradeId: given.tradeId ?? `${order.clientOrderId}/${fillNo}`,
      lastQty: qty,
      lastPx: px,
      cumQty: qty,
      leavesQty: leaves,
      liquiditySide: 'taker',
      commission: fee,
      commissionCurrency: currency,
      rate,
      late: false,
      venueAt: at,
    },
  };
};

export const btcEntry = (more: Partial<OrderDetails> = {}): OrderDetails =>
  anEntry({ clientOrderId: 'entry-1', quantity: '0.02', levels: { stop: '59000', target: '62400' }, ...more });
export const xrpShortEntry = (more: Partial<OrderDetails> = {}): OrderDetails =>
  btcEntry({
    instrumentId: 'XRP/USDT',
    side: 'sell',
    quantity: '1200',
    price: '0.5',
    leverage: 2,
    levels: { stop: '0.51', target: '0.47' },
    ...more,
  });

/** 0.02 BTC at 60 000 for cash: cost 1 200, fee 0.4 % = 4.8; stop 59 000, target 62 400. */
export const btcBought = (at = NOON, quotes: Quotes = {}): AccountCommand =>
  filled({ order: btcEntry(), qty: '0.02', px: '60000', fee: '4.8', at, quotes });
/** 1 200 XRP at 0.5 short on 2x: notional 600, fee 2.4, margin fee 0.15; stop 0.51, target 0.47. */
export const xrpSold = (at = NOON, quotes: Quotes = {}): AccountCommand =>
  filled({ order: xrpShortEntry(), qty: '1200', px: '0.5', fee: '2.4', at, quotes });

/** A trade of BTC, in at 60 000 and out at a price; free of fees unless told otherwise. */
export const btcTrade = (given: {
  readonly n: number;
  readonly px: string;
  readonly at: number;
  readonly qty?: string;
  readonly fee?: string;
  /** From the entry to the exit, ms. */
  readonly lasts?: number;
  /** Whether both come with the price of their moment, at which the account is marked. */
  readonly quoted?: boolean;
}): readonly AccountCommand[] => {
  const { n, px, at, qty = '0.01', fee = '0', lasts = 1, quoted = false } = given;
  const seen = (price: string, when: number): Quotes => (quoted ? btc(price, when) : {});
  const order = btcEntry({ clientOrderId: `entry-${n}`, quantity: qty });
  const bought = filled({ order, qty, px: '60000', fee, at, quotes: seen('60000', at) });
  const { state } = decideAll([...openAccount(), bought]);
  const closing = closeOf(positionIn(state, 'BTC/USDT'), `close-${n}`);
  const out = at + lasts;
  return [bought, filled({ order: closing, qty, px, fee: '0', at: out, quotes: seen(px, out) })];
};

export const positionIn = (state: AccountState, instrumentId: InstrumentId): PositionState => {
  const position = state.positions[`trading:${instrumentId}`];
  if (!position) throw new Error(`no position in ${instrumentId}`);
  return position;
};

/** The stop that rests for the position, as its order is. */
export const stopOf = (position: PositionState): OrderDetails =>
  aStop({
    clientOrderId: position.stopOrderId ?? 'none',
    instrumentId: position.instrumentId,
    side: position.side === 'long' ? 'sell' : 'buy',
    quantity: position.quantity,
    triggerPrice: position.stop,
    leverage: position.leverage,
    positionId: position.positionId,
  });

/** A closing order of the position; of its exit's newest rung where the id is given. */
export const closeOf = (position: PositionState, clientOrderId = 'close-1'): OrderDetails =>
  aClose({
    clientOrderId,
    instrumentId: position.instrumentId,
    side: position.side === 'long' ? 'sell' : 'buy',
    quantity: position.quantity,
    leverage: position.leverage,
    positionId: position.positionId,
  });

export const observe = (quotes: Quotes, at: number): AccountCommand => ({ type: 'ObserveMarket', at, quotes });
export const close = (
  at: number,
  quotes: Quotes = {},
  instrumentId: InstrumentId = 'BTC/USDT',
): Extract<AccountCommand, { type: 'ClosePosition' }> => {
  const quote = quotes[instrumentId];
  return { type: 'ClosePosition', at, instrumentId, closer: 'operator', reason: 'asked', ...(quote && { quote }) };
};
/** The deadline of an exit's rung has come; in BTC/USDT and shown no price, unless told otherwise. */
export const stepExit = (
  exitId: string,
  at: number,
  more: { readonly instrumentId?: InstrumentId; readonly quote?: Quote | undefined } = {},
): AccountCommand => ({ type: 'StepExit', at, exitId, instrumentId: 'BTC/USDT', ...more });
export const ended = (clientOrderId: string, at: number, quotes?: Quotes): AccountCommand => ({
  type: 'ReleaseReservation',
  at,
  clientOrderId,
  reason: 'canceled: asked',
  ...(quotes && { quotes }),
});
