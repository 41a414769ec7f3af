import type {
  CooldownStarted,
  DegradationChanged,
  HaltCleared,
  TradingHalted,
  TradingPaused,
  TradingResumed,
} from '../account.events.js';
import type { AccountState } from '../account.state.js';

type GateFact = CooldownStarted | TradingPaused | TradingResumed | TradingHalted | HaltCleared | DegradationChanged;

/** More than anybody could still be retrying. */
const REQUESTS_KEPT = 200;

export const evolveGates = (state: AccountState, fact: GateFact): AccountState => {
  const next = changed(state, fact);
  const requestId = 'requestId' in fact.data ? fact.data.requestId : undefined;
  return requestId === undefined ? next : { ...next, requests: [...next.requests, requestId].slice(-REQUESTS_KEPT) };
};

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
    case 'DegradationChanged':
      return { ...state, degradation: fact.data.to };
  }
};
