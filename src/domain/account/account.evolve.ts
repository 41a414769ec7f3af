import type { Book } from '../orders/order-terms.js';
import { add as plus, type DecimalString } from '../shared/decimal.js';
import { unreachable } from '../shared/assert.js';
import type { AccountFact } from './account.events.js';
import type { AccountState } from './account.state.js';
import { evolveBreakers } from './breakers/breakers.evolve.js';
import { changeBalances } from './equity/measures.js';
import { evolveMoney } from './equity/money.evolve.js';
import { evolveForeignOrders } from './foreign-orders/foreign-orders.evolve.js';
import { evolveGates } from './gates/gates.evolve.js';
import { withRequest } from './gates/requests.js';
import { evolveHodl } from './hodl/hodl.evolve.js';
import { evolveLots } from './lots/lots.evolve.js';
import { evolvePositions } from './positions/positions.evolve.js';
import { DEFAULT_POLICY, type RecordedPolicy, type RiskPolicy } from './risk/policy.js';
import { evolveReservations } from './reservations/reservations.evolve.js';

export const INITIAL_ACCOUNT: AccountState = {
  opened: false,
  accountId: '',
  policy: DEFAULT_POLICY,
  balances: { trading: {}, allocation: {}, hodl: {} },
  deposits: [],
  moves: [],
  hodl: { high: '0', waiting: { BTC: '0', XRP: '0' }, purchases: 0, notBefore: {} },
  pauses: [],
  requests: [],
  degradation: 1,
  breakers: {},
  cooldowns: {},
  streak: { losses: 0, since: 0 },
  executionErrors: { inARow: 0, orders: [] },
  stopHits: {},
  realised: { gross: '0', fees: '0' },
  positions: {},
  dust: {},
  lostPrices: [],
  reservations: {},
  waiting: {},
  foreignOrders: {},
  lots: [],
  assessed: [],
  bookedFills: [],
};

/** Only what the trading book makes is its P&L: losses of the allocation never trip a trading breaker. */
const realise = (state: AccountState, book: Book, gross: DecimalString, fees: DecimalString): AccountState => {
  if (book !== 'trading') return state;
  return { ...state, realised: { gross: plus(state.realised.gross, gross), fees: plus(state.realised.fees, fees) } };
};

/** A limit that came after the account was opened has its default there. */
const completed = (policy: RecordedPolicy): RiskPolicy => ({ ...DEFAULT_POLICY, ...policy });

const inForce = (policy: RecordedPolicy, fromSettings: boolean): Pick<AccountState, 'policy' | 'settings'> => ({
  policy: completed(policy),
  ...(fromSettings && { settings: completed(policy) }),
});

type BooksFact = Extract<AccountFact, { type: 'BalanceCorrected' | 'FillBooked' | 'FeeCharged' }>;

/** What moves balances and makes a profit or a loss in one. */
const evolveBooks = (state: AccountState, fact: BooksFact): AccountState => {
  const balances = changeBalances(state.balances, fact.data.changes);
  switch (fact.type) {
    case 'BalanceCorrected': {
      const { phantoms } = fact.data;
      const corrected = phantoms.reduce((next, { book, grossUsdt }) => realise(next, book, grossUsdt, '0'), state);
      return { ...corrected, balances };
    }
    case 'FillBooked': {
      const { book, grossUsdt, feeUsdt } = fact.data;
      const booked = evolveBreakers(realise(state, book, grossUsdt, feeUsdt), fact);
      return evolveForeignOrders(evolveReservations({ ...booked, balances }, fact), fact);
    }
    case 'FeeCharged': {
      const { book, feeUsdt } = fact.data;
      return evolvePositions({ ...realise(state, book, '0', feeUsdt), balances }, fact);
    }
  }
};

/** One fact at a time; each part of the state has its own fold, this is the table of who reads what. */
export const evolveAccount = (state: AccountState, fact: AccountFact): AccountState => {
  switch (fact.type) {
    case 'AccountOpened':
      return { ...state, opened: true, accountId: fact.data.accountId, ...inForce(fact.data.policy, true) };
    case 'LimitsChanged':
      return withRequest({ ...state, ...inForce(fact.data.policy, fact.data.fromSettings === true) }, fact.data);
    case 'FundsDeposited':
    case 'FundsTransferred':
    case 'FundsWithdrawn':
      return evolveMoney(state, fact);
    case 'BalanceCorrected':
    case 'FillBooked':
    case 'FeeCharged':
      return evolveBooks(state, fact);
    case 'ProfitSetAside':
    case 'HodlOrdered':
    case 'HodlBought':
    case 'HodlWithdrawn':
      return evolveHodl(state, fact);
    case 'IntentApproved':
    case 'IntentResized':
    case 'IntentDenied':
    case 'IntentRevoked':
    case 'ReservationReleased':
      return evolveReservations(state, fact);
    case 'ForeignOrderAdopted':
    case 'ForeignOrderClaimed':
    case 'ForeignOrderCancelRequested':
    case 'ForeignOrderReleased':
      return evolveForeignOrders(state, fact);
    case 'ExitStepped':
      return evolveReservations(evolvePositions(state, fact), fact);
    case 'PriceLost':
      return { ...state, lostPrices: [...state.lostPrices, fact.data.instrumentId] };
    case 'PriceRestored':
      return { ...state, lostPrices: state.lostPrices.filter((id) => id !== fact.data.instrumentId) };
    case 'PositionOpened':
    case 'PositionChanged':
    case 'PositionClosed':
    case 'ProtectionChanged':
    case 'ProtectionLost':
    case 'StopRecalled':
    case 'ExitTriggered':
    case 'ExitEnded':
      return evolvePositions(state, fact);
    case 'LotAcquired':
    case 'LotDisposed':
      return evolveLots(state, fact);
    case 'EquityMarked':
    case 'PeriodOpened':
    case 'PeakReanchored':
    case 'BreakerTripped':
    case 'BreakerCleared':
    case 'ExecutionFailed':
      return evolveBreakers(state, fact);
    case 'WeekReviewed':
    case 'StreakCleared':
      return evolveGates(evolveBreakers(state, fact), fact);
    case 'CooldownStarted':
    case 'TradingPaused':
    case 'TradingResumed':
    case 'TradingHalted':
    case 'HaltCleared':
    case 'DegradationChanged':
      return evolveGates(state, fact);
    default:
      return unreachable(fact, 'account fact');
  }
};
