import type { UnixMs } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import type { DenialCode } from '../risk/denial-codes.js';

/** What forbids every opening of the account now, whatever its instrument; the first of them. */
export const standingInTheWay = (state: AccountState, at: UnixMs): DenialCode | undefined => {
  const { dailyLoss, weeklyLoss, drawdown } = state.breakers;
  if (state.degradation >= 3) return 'DEGRADED';
  if (state.halted) return 'HALTED';
  if (state.pauses.length > 0) return 'PAUSED';
  if (dailyLoss && at < dailyLoss.until) return 'DAILY_LOSS';
  if (weeklyLoss && (at < weeklyLoss.until || weeklyLoss.reviewedAt === undefined)) return 'WEEKLY_LOSS';
  return drawdown ? 'DRAWDOWN' : undefined;
};
