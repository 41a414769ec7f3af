import type { Currency } from '../market/instrument.js';
import { add as plus, type DecimalString } from '../shared/decimal.js';
import { unreachable } from '../shared/assert.js';
import type { AccountFact, BalanceChange } from './account.events.js';
import type { AccountState } from './account.state.js';
import { evolveBreakers } from './breakers/breakers.evolve.js';
import { evolveGates } from './gates/gates.evolve.js';
import { evolveLots } from './lots/lots.evolve.js';
import { evolvePositions } from './positions/positions.evolve.js';
import { DEFAULT_POLICY } from './risk/policy.js';
import { evolveReservations } from './reservations/reservations.evolve.js';

export const INITIAL_ACCOUNT: AccountState = {
  opened: false,
  accountId: '',
  policy: DEFAULT_POLICY,
  balances: { trading: {}, allocation: {}, hodl: {} },
  deposits: [],
  pauses: [],
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

/** One fact at a time; each part of the state has its own fold, this is the table of who reads what. */
export const evolveAccount = (state: AccountState, fact: AccountFact): AccountState => {
  switch (fact.type) {
    case 'AccountOpened':
      return { ...state, opened: true, accountId: fact.data.accountId, policy: fact.data.policy };
    case 'LimitsChanged':
      return { ...state, policy: fact.data.policy };
    case 'FundsDeposited': {
      const { currency, trading, allocation, depositId } = fact.data;
      const changes: BalanceChange[] = [
        { book: 'trading', currency, amount: trading },
        { book: 'allocation', currency, amount: allocation },
      ];
      return { ...state, deposits: [...state.deposits, depositId], balances: changeBalances(state.balances, changes) };
    }
    case 'IntentApproved':
    case 'IntentResized':
    case 'IntentDenied':
    case 'IntentRevoked':
    case 'ReservationReleased':
      return evolveReservations(state, fact);
    case 'FillBooked': {
      const realised = {
        gross: plus(state.realised.gross, fact.data.grossUsdt),
        fees: plus(state.realised.fees, fact.data.feeUsdt),
      };
      const balances = changeBalances(state.balances, fact.data.changes);
      return evolveReservations({ ...state, realised, balances }, fact);
    }
    case 'FeeCharged': {
      const realised = { ...state.realised, fees: plus(state.realised.fees, fact.data.feeUsdt) };
      return evolvePositions({ ...state, realised, balances: changeBalances(state.balances, fact.data.changes) }, fact);
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
