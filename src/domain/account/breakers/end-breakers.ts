import { INSTRUMENT_IDS } from '../../market/instrument.js';
import type { BreakerCleared } from '../account.events.js';
import { append, type Commit } from '../commit.js';
import { dailyLossActive, executionErrorsActive, spikeActive, weeklyLossActive } from './active.js';

const clear = (commit: Commit, data: BreakerCleared['data']): void => append(commit, { type: 'BreakerCleared', data });

/** Records which breakers time has ended. It opens nothing by itself: whoever asks whether one stands reckons anew. */
export const endBreakers = (commit: Commit): void => {
  const { state, at } = commit;
  const { dailyLoss, weeklyLoss, executionErrors, spikes = {} } = state.breakers;
  if (dailyLoss && !dailyLossActive(state, at)) clear(commit, { breaker: 'daily-loss', reason: 'a new day' });
  if (weeklyLoss && !weeklyLossActive(state, at))
    clear(commit, { breaker: 'weekly-loss', reason: 'a new week, and the last one is reviewed' });
  if (executionErrors && !executionErrorsActive(state, at))
    clear(commit, { breaker: 'execution-errors', reason: 'its time is over' });
  for (const instrumentId of INSTRUMENT_IDS) {
    if (spikes[instrumentId] && !spikeActive(state, instrumentId, at))
      clear(commit, { breaker: 'spike', instrumentId, reason: 'its time is over' });
  }
};
