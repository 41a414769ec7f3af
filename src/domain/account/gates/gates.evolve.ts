import type {
  CooldownStarted,
  DegradationChanged,
  HaltCleared,
  StreakCleared,
  TradingHalted,
  TradingPaused,
  TradingResumed,
  WeekReviewed,
} from '../account.events.js';
import type { AccountState } from '../account.state.js';
import { withRequest } from './requests.js';

type GateFact =
  | CooldownStarted
  | TradingPaused
  | TradingResumed
  | TradingHalted
  | HaltCleared
  | WeekReviewed
  | StreakCleared
  | DegradationChanged;

export const evolveGates = (state: AccountState, fact: GateFact): AccountState =>
  withRequest(changed(state, fact), fact.data);

const changed = (state: AccountState, fact: GateFact): AccountState => {
  switch (fact.type) {
    case 'CooldownStarted': {
      const { scope, until, reason } = fact.data;
      return { ...state, cooldowns: { ...state.cooldowns, [scope]: { until, reason } } };
    }
    case 'TradingPaused':
      return { ...state, pauses: [...state.pauses, fact.data.reason] };
    case 'TradingResumed':
      return { ...state, pauses: state.pauses.filter((reason) => reason !== fact.data.reason) };
    case 'TradingHalted':
      return { ...state, halted: { at: fact.data.at, reason: fact.data.reason } };
    case 'HaltCleared': {
      const { halted: _cleared, ...rest } = state;
      return rest;
    }
    case 'WeekReviewed':
    case 'StreakCleared':
      // What they do to breakers is folded there; here the request is remembered.
      return state;
    case 'DegradationChanged':
      return { ...state, degradation: fact.data.to };
  }
};
