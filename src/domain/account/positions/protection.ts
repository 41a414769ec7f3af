import { isBelowMinimum, rulesOf, type Quote } from '../../market/quote.js';
import { add, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';

interface Change {
  readonly stop?: DecimalString;
  readonly trailing?: boolean;
  readonly breakEven?: boolean;
  readonly reason: string;
  readonly quote?: Quote;
}

/**
 * Brings the stop at the venue to the position's whole quantity and to the level wanted. The resting stop is amended and
 * keeps its client order id, so there is never a gap without one. What is below the venue's minimum cannot rest there:
 * the desk watches it.
 */
export const changeProtection = (commit: Commit, position: PositionState, change: Change): void => {
  const { policy } = commit.state;
  const n = position.protectionNo + 1;
  const stop = change.stop ?? position.stop;
  const tooSmall = isBelowMinimum(position.quantity, stop, rulesOf(position.instrumentId, change.quote));
  const action = position.stopOrderId !== undefined ? 'amend' : tooSmall ? 'watch' : 'place';
  append(commit, {
    type: 'ProtectionChanged',
    data: {
      positionId: position.positionId,
      intentId: position.intentId,
      book: position.book,
      instrumentId: position.instrumentId,
      side: position.side,
      leverage: position.leverage,
      n,
      action,
      stopOrderId: position.stopOrderId ?? stableId(position.positionId, 'stop', n),
      quantity: add(position.quantity, position.stopFilled),
      stop,
      target: position.target,
      trailing: change.trailing ?? position.trailing,
      breakEven: change.breakEven ?? position.breakEven,
      reason: change.reason,
      since: commit.at,
      dueAt: commit.at + policy.protectionDueMs,
      ...(change.quote ? { quote: change.quote } : {}),
    },
  });
};
