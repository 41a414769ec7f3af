import { dec } from '../../shared/decimal.js';
import type {
  BreakerCleared,
  BreakerTripped,
  EquityMarked,
  ExecutionFailed,
  FillBooked,
  PeakReanchored,
  PeriodOpened,
  StreakCleared,
  WeekReviewed,
} from '../account.events.js';
import type { AccountState, Breakers, EquityMark, TimedBreaker } from '../account.state.js';

type BreakerFact =
  | EquityMarked
  | PeriodOpened
  | PeakReanchored
  | BreakerTripped
  | BreakerCleared
  | ExecutionFailed
  | FillBooked
  | WeekReviewed
  | StreakCleared;

/** How many counted orders are kept to know a repeat by: more than anything still being retried. */
const ORDERS_KEPT = 100;

const tripped = (breakers: Breakers, data: BreakerTripped['data']): Breakers => {
  const { breaker, at, instrumentId } = data;
  const timed: TimedBreaker = { trippedAt: at, until: data.until ?? at };
  switch (breaker) {
    case 'daily-loss':
      return { ...breakers, dailyLoss: timed };
    case 'weekly-loss':
      // A review of an earlier week says nothing about this one.
      return { ...breakers, weeklyLoss: timed };
    case 'drawdown':
      return { ...breakers, drawdown: { trippedAt: at } };
    case 'losses-in-a-row':
      return { ...breakers, lossesInARow: { trippedAt: at } };
    case 'execution-errors':
      return { ...breakers, executionErrors: timed };
    case 'spike':
      return instrumentId ? { ...breakers, spikes: { ...breakers.spikes, [instrumentId]: timed } } : breakers;
  }
};

const without = <T extends object, K extends keyof T>(of: T, key: K): Omit<T, K> => {
  const { [key]: _gone, ...rest } = of;
  return rest;
};

const cleared = (breakers: Breakers, { breaker, instrumentId }: BreakerCleared['data']): Breakers => {
  switch (breaker) {
    case 'daily-loss':
      return without(breakers, 'dailyLoss');
    case 'weekly-loss':
      return without(breakers, 'weeklyLoss');
    case 'drawdown':
      return without(breakers, 'drawdown');
    case 'losses-in-a-row':
      return without(breakers, 'lossesInARow');
    case 'execution-errors':
      return without(breakers, 'executionErrors');
    case 'spike': {
      const { spikes = {}, ...rest } = breakers;
      const others = instrumentId ? without(spikes, instrumentId) : spikes;
      return Object.keys(others).length === 0 ? rest : { ...rest, spikes: others };
    }
  }
};

export const evolveBreakers = (state: AccountState, fact: BreakerFact): AccountState => {
  switch (fact.type) {
    case 'EquityMarked': {
      const mark: EquityMark = { at: fact.data.at, equity: fact.data.equity, tradingPnl: fact.data.tradingPnl };
      const isPeak = state.peak === undefined || dec(mark.tradingPnl).gt(state.peak.tradingPnl);
      return { ...state, lastMark: mark, peak: isPeak ? mark : state.peak };
    }
    case 'PeriodOpened': {
      const { period, ...opening } = fact.data;
      return { ...state, [period]: opening };
    }
    case 'PeakReanchored': {
      const { at, equity, tradingPnl, cashOnlyUntil } = fact.data;
      return { ...state, peak: { at, equity, tradingPnl }, breakers: { ...state.breakers, cashOnlyUntil } };
    }
    case 'BreakerTripped':
      return { ...state, breakers: tripped(state.breakers, fact.data) };
    case 'BreakerCleared':
      return { ...state, breakers: cleared(state.breakers, fact.data) };
    case 'ExecutionFailed': {
      const { clientOrderId, inARow } = fact.data;
      const orders = [...state.executionErrors.orders, clientOrderId].slice(-ORDERS_KEPT);
      return { ...state, executionErrors: { inARow, orders } };
    }
    case 'FillBooked':
      return { ...state, executionErrors: { ...state.executionErrors, inARow: 0 } };
    case 'WeekReviewed': {
      const { weeklyLoss } = state.breakers;
      if (!weeklyLoss) return state;
      return { ...state, breakers: { ...state.breakers, weeklyLoss: { ...weeklyLoss, reviewedAt: fact.data.at } } };
    }
    case 'StreakCleared':
      return { ...state, streak: { losses: 0, since: fact.data.at } };
  }
};
