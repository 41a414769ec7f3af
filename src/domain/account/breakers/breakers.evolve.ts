import { dec } from '../../shared/decimal.js';
import type { BreakerCleared, BreakerTripped, EquityMarked, PeakReanchored, PeriodOpened } from '../account.events.js';
import type { AccountState, EquityMark } from '../account.state.js';

type BreakerFact = EquityMarked | PeriodOpened | PeakReanchored | BreakerTripped | BreakerCleared;

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
    case 'BreakerTripped': {
      const { breaker, at, until } = fact.data;
      if (breaker === 'daily-loss') {
        return { ...state, breakers: { ...state.breakers, dailyLoss: { trippedAt: at, until: until ?? at } } };
      }
      return { ...state, breakers: { ...state.breakers, drawdown: { trippedAt: at } } };
    }
    case 'BreakerCleared': {
      const { dailyLoss, drawdown, cashOnlyUntil } = state.breakers;
      const kept = fact.data.breaker === 'drawdown' ? { dailyLoss, cashOnlyUntil } : { drawdown, cashOnlyUntil };
      return {
        ...state,
        breakers: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
      };
    }
  }
};
