import type { AccountCommand } from '../account.commands.js';
import { append, type Commit } from '../commit.js';
import { startCooldown } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { streakAt } from '../risk/losses.js';

/** From this many losses in a row on openings wait longer (`cooldownAfterThreeLossesMs`). */
const LONGER_FROM = 3;

const waitAfter = (commit: Commit, losses: number): number => {
  const { policy } = commit.state;
  return Math.max(
    policy.cooldownAfterLossMs,
    losses >= LONGER_FROM ? policy.cooldownAfterThreeLossesMs : 0,
    losses >= policy.lossesInARow ? policy.cooldownAfterLossStreakMs : 0,
  );
};

/** A trade was closed with a loss, and the streak counts it already. Trips at >=, so a loss after the next trade too. */
export const afterLoss = (commit: Commit): void => {
  const { streak, policy, breakers } = commit.state;
  const { losses } = streak;
  if (losses >= policy.lossesInARow && !breakers.lossesInARow) {
    append(commit, {
      type: 'BreakerTripped',
      data: {
        breaker: 'losses-in-a-row',
        at: commit.at,
        reached: String(losses),
        allowed: String(policy.lossesInARow),
      },
    });
    // One approved at full size must not be the trade that is to be a half.
    revokeEntries(commit, 'losses-in-a-row breaker');
  }
  const reason = losses >= LONGER_FROM ? 'losses-in-a-row' : 'loss';
  startCooldown(commit, { scope: 'account', reason, until: commit.at + waitAfter(commit, losses) });
};

const endHalfSize = (commit: Commit, reason: string): void => {
  if (!commit.state.breakers.lossesInARow) return;
  append(commit, { type: 'BreakerCleared', data: { breaker: 'losses-in-a-row', reason } });
};

/** The first fill of an entry that stood: the smaller trade is on. */
export const afterEntry = (commit: Commit): void => endHalfSize(commit, 'the next trade is on');

type Clear = Extract<AccountCommand, { type: 'ClearStreak' }>;

/** The operator's word ends the count and the half size; cooldowns that were started run out by themselves. */
export const clearStreak = (commit: Commit, { at, reason, requestId }: Clear): void => {
  if (streakAt(commit.state, at) === 0 && !commit.state.breakers.lossesInARow) return;
  append(commit, { type: 'StreakCleared', data: { at, reason, ...(requestId === undefined ? {} : { requestId }) } });
  endHalfSize(commit, 'an operator cleared the losses in a row');
};
