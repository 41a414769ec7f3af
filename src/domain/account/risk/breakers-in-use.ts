import { INSTRUMENT_IDS, type InstrumentId } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import { dec, maxOf, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { BreakerName } from '../account.events.js';
import type { TimedBreaker } from '../account.state.js';
import { dailyLossActive, executionErrorsActive, spikeActive, weeklyLossActive } from '../breakers/active.js';
import { shockOf } from '../breakers/candle-shock.js';
import type { Standing } from './context.js';
import { shareOf, shown } from './in-use.js';
import type { Loss } from './losses.js';

/** How far one breaker is from tripping. `now` and `share` are absent while nobody can say: without prices. */
export interface BreakerInUse {
  readonly breaker: BreakerName;
  /** A spike is of one instrument; the others are of the account. */
  readonly instrumentId?: InstrumentId;
  /** What `now` and `limit` count: fractions of equity (0.02 = 2 %), events in a row, or multiples of the ATR. */
  readonly counts: 'fraction' | 'in-a-row' | 'times-atr';
  /** Never below zero: a gain is no distance covered. */
  readonly now?: DecimalString;
  /** Trips at this or more; a spike above it. */
  readonly limit: DecimalString;
  /** now / limit: 1 trips. */
  readonly share?: DecimalString;
  readonly tripped: boolean;
  readonly trippedAt?: UnixMs;
  /** Not over before. */
  readonly until?: UnixMs;
  /** Of the weekly loss: an operator has looked. */
  readonly reviewed?: boolean;
  /** What it does, and what ends it, one sentence each. */
  readonly does: string;
  readonly ends: string;
}

const distance = (now: Dec | undefined, limit: Dec): Pick<BreakerInUse, 'now' | 'limit' | 'share'> => {
  const share = shareOf(now, limit);
  return {
    limit: shown(limit),
    ...(now && { now: shown(now) }),
    ...(share !== undefined && { share }),
  };
};

type Tripped = Pick<BreakerInUse, 'tripped' | 'trippedAt' | 'until'>;

/** `stands`: at the time given, whether or not anybody has recorded an end. */
const trippedBy = (stands: boolean, breaker: { readonly trippedAt: UnixMs } | TimedBreaker | undefined): Tripped =>
  stands && breaker
    ? { tripped: true, trippedAt: breaker.trippedAt, ...('until' in breaker && { until: breaker.until }) }
    : { tripped: false };

const lost = (loss: Loss | undefined): Dec | undefined => loss && maxOf(ZERO, loss.fraction);

const dailyLoss = ({ state, at, daily, limits }: Standing): BreakerInUse => ({
  breaker: 'daily-loss',
  counts: 'fraction',
  ...distance(lost(daily), limits.dailyLossPct),
  ...trippedBy(dailyLossActive(state, at), state.breakers.dailyLoss),
  does: 'No openings; every stop is pulled to within 1 % of the mark.',
  ends: 'The next UTC day ends it.',
});

const weeklyLoss = ({ state, at, weekly, limits }: Standing): BreakerInUse => {
  const breaker = state.breakers.weeklyLoss;
  return {
    breaker: 'weekly-loss',
    counts: 'fraction',
    ...distance(lost(weekly), limits.weeklyLossPct),
    ...trippedBy(weeklyLossActive(state, at), breaker),
    ...(breaker && { reviewed: breaker.reviewedAt !== undefined }),
    does: 'No openings; once, a part of each position is closed.',
    ends: 'Monday 00:00 UTC and an operator’s review end it, both.',
  };
};

const drawdown = ({ state, drawdown: fall, limits }: Standing): BreakerInUse => ({
  breaker: 'drawdown',
  counts: 'fraction',
  ...distance(lost(fall), limits.drawdownPct),
  ...trippedBy(state.breakers.drawdown !== undefined, state.breakers.drawdown),
  does: 'Everything is closed and trading is halted.',
  ends: 'An administrator ends it with a reason; the peak is then anchored anew, and 1x for 7 days.',
});

const lossesInARow = ({ state, streak, policy }: Standing): BreakerInUse => ({
  breaker: 'losses-in-a-row',
  counts: 'in-a-row',
  ...distance(dec(streak), dec(policy.lossesInARow)),
  ...trippedBy(state.breakers.lossesInARow !== undefined, state.breakers.lossesInARow),
  does: `Openings wait, and the next one has ${policy.halfSizeFactor} of its size.`,
  ends: 'The first fill of the next entry ends it; an operator may clear it.',
});

const executionErrors = ({ state, at, policy }: Standing): BreakerInUse => ({
  breaker: 'execution-errors',
  counts: 'in-a-row',
  ...distance(dec(state.executionErrors.inARow), dec(policy.executionErrorsInARow)),
  ...trippedBy(executionErrorsActive(state, at), state.breakers.executionErrors),
  does: 'Openings wait.',
  ends: 'It ends by itself; a fill begins the count anew.',
});

const spike = ({ state, at, policy, limits }: Standing, quotes: Quotes, instrumentId: InstrumentId): BreakerInUse => {
  const ratio = shockOf(quotes[instrumentId], limits)?.ratio;
  return {
    breaker: 'spike',
    instrumentId,
    counts: 'times-atr',
    ...distance(ratio === undefined ? undefined : dec(ratio), limits.spikeAtrRatio),
    ...trippedBy(spikeActive(state, instrumentId, at), state.breakers.spikes?.[instrumentId]),
    does: `Openings of ${instrumentId} have ${policy.halfSizeFactor} of their size.`,
    ends: 'It ends by itself.',
  };
};

/** All of them: the losses, then what is counted, then each instrument's spike. */
export const breakersInUse = (standing: Standing, quotes: Quotes): readonly BreakerInUse[] => [
  dailyLoss(standing),
  weeklyLoss(standing),
  drawdown(standing),
  lossesInARow(standing),
  executionErrors(standing),
  ...INSTRUMENT_IDS.map((instrumentId) => spike(standing, quotes, instrumentId)),
];
