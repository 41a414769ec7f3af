import type { AccountCommand } from '../account.commands.js';
import { append, type Commit } from '../commit.js';
import { startCooldown } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { executionErrorsActive } from './active.js';

type Count = Extract<AccountCommand, { type: 'CountExecutionError' }>;

/** Each order counts once. From the limit on every further error makes openings wait anew. */
export const countExecutionError = (commit: Commit, { at, clientOrderId, instrumentId, reason }: Count): void => {
  const { executionErrors, policy } = commit.state;
  if (executionErrors.orders.includes(clientOrderId)) return;
  const inARow = executionErrors.inARow + 1;
  append(commit, { type: 'ExecutionFailed', data: { clientOrderId, instrumentId, reason, inARow } });
  if (inARow < policy.executionErrorsInARow) return;
  const until = at + policy.cooldownAfterErrorsMs;
  if (!executionErrorsActive(commit.state, at)) {
    append(commit, {
      type: 'BreakerTripped',
      data: {
        breaker: 'execution-errors',
        at,
        reached: String(inARow),
        allowed: String(policy.executionErrorsInARow),
        until,
      },
    });
    revokeEntries(commit, 'execution-errors breaker');
  }
  startCooldown(commit, { scope: 'account', reason: 'execution-errors', until });
};
