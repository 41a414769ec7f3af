import type { Currency } from '../market/instrument.js';
import type { Book } from '../orders/order-terms.js';
import { add as plus, type DecimalString } from '../shared/decimal.js';
import { unreachable } from '../shared/assert.js';
import type { AccountFact, BalanceChange } from './account.events.js';
import type { AccountState } from './account.state.js';
import { evolveBreakers } from './breakers/breakers.evolve.js';
import { evolveGates } from './gates/gates.evolve.js';
import { evolveLots } from './lots/lots.evolve.js';
import { evolvePositions } from './positions/positions.evolve.js';
import { DEFAULT_POLICY, type RiskPolicy } from './risk/policy.js';
import { evolveReservations } from './reservations/reservations.evolve.js';

export const INITIAL_ACCOUNT: AccountState = {
  opened: false,
  accountId: '',
  policy: DEFAULT_POLICY,
  balances: { trading: {}, allocation: {}, hodl: {} },
  deposits: [],
  pauses: [],
  requests: [],
  degradation: 1,
  breakers: {},
  cooldowns: {},
  streak: { losses: 0, since: 0 },
  realised: { gross: '0', fees: '0' },
  positions: {},
  reservations: {},
  lots: [],
  assessed: [],
  bookedFills: [],
};

/** Only what the trading book makes is its P&L: losses of the allocation never trip a trading breaker. */
const realise = (state: AccountState, book: Book, gross: DecimalString, fees: DecimalString): AccountState => {
  if (book !== 'trading') return state;
  return { ...state, realised: { gross: plus(state.realised.gross, gross), fees: plus(state.realised.fees, fees) } };
};

/** A deposit is no profit: what losses are measured against grows by it. */
const raiseMeasures = (state: AccountState, amount: DecimalString): AccountState => {
  const raised = <T extends { readonly equity: DecimalString }>(measure: T): T => ({
    ...measure,
    equity: plus(measure.equity, amount),
  });
  const { day, week, peak } = state;
  return {
    ...state,
    ...(day && { day: raised(day) }),
    ...(week && { week: raised(week) }),
    ...(peak && { peak: raised(peak) }),
  };
};

export const changeBalances = (
  balances: AccountState['balances'],
  changes: readonly BalanceChange[],
): AccountState['balances'] => {
  const next: Record<string, Partial<Record<Currency, DecimalString>>> = { ...balances };
  for (const { book, currency, amount } of changes) {
    next[book] = { ...next[book], [currency]: plus(next[book]?.[currency] ?? '0', amount) };
  }
  return next as AccountState['balances'];
};

/** A limit that came after the account was opened has its default there. */
const completed = (policy: RiskPolicy): RiskPolicy => ({ ...DEFAULT_POLICY, ...policy });

/** One fact at a time; each part of the state has its own fold, this is the table of who reads what. */
export const evolveAccount = (state: AccountState, fact: AccountFact): AccountState => {
  switch (fact.type) {
    case 'AccountOpened':
      return { ...state, opened: true, accountId: fact.data.accountId, policy: completed(fact.data.policy) };
    case 'LimitsChanged':
      return { ...state, policy: completed(fact.data.policy) };
    case 'FundsDeposited': {
      const { currency, amount, trading, allocation, depositId } = fact.data;
      const changes: BalanceChange[] = [
        { book: 'trading', currency, amount: trading },
        { book: 'allocation', currency, amount: allocation },
      ];
      const balances = changeBalances(state.balances, changes);
      return raiseMeasures({ ...state, deposits: [...state.deposits, depositId], balances }, amount);
    }
    case 'IntentApproved':
    case 'IntentResized':
    case 'IntentDenied':
    case 'IntentRevoked':
    case 'ReservationReleased':
      return evolveReservations(state, fact);
    case 'FillBooked': {
      const { book, grossUsdt, feeUsdt, changes } = fact.data;
      const booked = realise(state, book, grossUsdt, feeUsdt);
      return evolveReservations({ ...booked, balances: changeBalances(state.balances, changes) }, fact);
    }
    case 'FeeCharged': {
      const { book, feeUsdt, changes } = fact.data;
      const charged = realise(state, book, '0', feeUsdt);
      return evolvePositions({ ...charged, balances: changeBalances(state.balances, changes) }, fact);
    }
    case 'ExitStepped':
      return evolveReservations(evolvePositions(state, fact), fact);
    case 'PositionOpened':
    case 'PositionChanged':
    case 'PositionClosed':
    case 'ProtectionChanged':
    case 'ProtectionLost':
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
      return evolveBreakers(state, fact);
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
