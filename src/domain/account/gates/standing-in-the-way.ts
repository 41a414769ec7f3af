import type { UnixMs } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import { dailyLossActive, weeklyLossActive } from '../breakers/active.js';
import type { DenialCode } from '../risk/denial-codes.js';

/** What forbids every opening of the account now, whatever its instrument; the first of them. */
export const standingInTheWay = (state: AccountState, at: UnixMs): DenialCode | undefined => {
  if (state.degradation >= 3) return 'DEGRADED';
  if (state.halted) return 'HALTED';
  if (state.pauses.length > 0) return 'PAUSED';
  if (dailyLossActive(state, at)) return 'DAILY_LOSS';
  if (weeklyLossActive(state, at)) return 'WEEKLY_LOSS';
  return state.breakers.drawdown ? 'DRAWDOWN' : undefined;
};
