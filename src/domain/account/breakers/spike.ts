import { INSTRUMENT_IDS, type InstrumentId } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import { MINUTE } from '../../shared/time.js';
import { append, type Commit } from '../commit.js';
import { startCooldown } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { policyNumbers } from '../risk/policy-keys.js';
import { spikeActive } from './active.js';
import { shockOf, spikeEnds, type CandleShock } from './candle-shock.js';

const CANDLE_MS = 5 * MINUTE;

/** A stop that the spike itself hit was filled before its candle closed, and so before anybody could call it a spike. */
const afterStopInCandle = (commit: Commit, instrumentId: InstrumentId, { closedAt }: CandleShock): void => {
  const hitAt = commit.state.stopHits[instrumentId];
  if (hitAt === undefined || hitAt <= closedAt - CANDLE_MS) return;
  const until = hitAt + commit.state.policy.cooldownAfterSpikeStopMs;
  startCooldown(commit, { scope: instrumentId, reason: 'spike', until });
};

const trip = (commit: Commit, instrumentId: InstrumentId, shock: CandleShock): void => {
  const { policy, breakers } = commit.state;
  const until = spikeEnds(shock, policy);
  // Looked at again, or looked at too late.
  if (commit.at >= until || (breakers.spikes?.[instrumentId]?.until ?? 0) >= until) return;
  const { ratio } = shock;
  append(commit, {
    type: 'BreakerTripped',
    data: {
      breaker: 'spike',
      at: commit.at,
      instrumentId,
      ...(ratio === undefined ? {} : { reached: ratio }),
      allowed: policy.spikeAtrRatio,
      until,
    },
  });
  revokeEntries(commit, 'spike breaker', instrumentId);
  afterStopInCandle(commit, instrumentId, shock);
};

/** Looks at the newest 5m candle of each instrument: each counts once, however often it is shown. */
export const watchSpikes = (commit: Commit, quotes: Quotes): void => {
  const { policy } = commit.state;
  for (const instrumentId of INSTRUMENT_IDS) {
    const shock = shockOf(quotes[instrumentId], policyNumbers(policy));
    if (!shock) continue;
    const until = shock.closedAt + policy.cooldownAfterFastMoveMs;
    if (shock.isFast && commit.at < until) startCooldown(commit, { scope: instrumentId, reason: 'fast-move', until });
    if (shock.isSpike) trip(commit, instrumentId, shock);
  }
};

/** A stop was filled: during a spike its instrument waits. */
export const afterStop = (commit: Commit, instrumentId: InstrumentId): void => {
  if (!spikeActive(commit.state, instrumentId, commit.at)) return;
  const until = commit.at + commit.state.policy.cooldownAfterSpikeStopMs;
  startCooldown(commit, { scope: instrumentId, reason: 'spike', until });
};
