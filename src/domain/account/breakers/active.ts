import type { InstrumentId } from '../../market/instrument.js';
import type { UnixMs } from '../../shared/time.js';
import type { AccountState, TimedBreaker } from '../account.state.js';

type State = Pick<AccountState, 'breakers'>;

/** All of these ask the time given, not whether anybody has looked: a missed look neither shortens nor lengthens. */
const stands = (breaker: TimedBreaker | undefined, at: UnixMs): boolean => breaker !== undefined && at < breaker.until;

export const dailyLossActive = ({ breakers }: State, at: UnixMs): boolean => stands(breakers.dailyLoss, at);

/** Whether the breaker was tripped by the loss of the week of `at`: then that week does not trip it again. */
export const weeklyLossTripped = ({ breakers }: State, at: UnixMs): boolean => stands(breakers.weeklyLoss, at);

/** Openings are shut until Monday, and after it until an operator has reviewed the week. */
export const weeklyLossActive = ({ breakers }: State, at: UnixMs): boolean =>
  breakers.weeklyLoss !== undefined &&
  (stands(breakers.weeklyLoss, at) || breakers.weeklyLoss.reviewedAt === undefined);

export const executionErrorsActive = ({ breakers }: State, at: UnixMs): boolean => stands(breakers.executionErrors, at);

export const spikeActive = ({ breakers }: State, instrumentId: InstrumentId, at: UnixMs): boolean =>
  stands(breakers.spikes?.[instrumentId], at);
