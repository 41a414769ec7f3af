import type { InstrumentId } from '../../market/instrument.js';
import { dec, maxOf, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { BreakerName } from '../account.events.js';
import type { Standing } from './context.js';
import { shareOf, shown } from './in-use.js';
import { STREAK_ROWS, type Loss } from './losses.js';

/** How far one breaker is from tripping. `now` and `share` are absent while nobody can say: without prices. */
export interface BreakerInUse {
  readonly breaker: BreakerName | 'losses-in-a-row';
  readonly instrumentId?: InstrumentId;
  /** What `now` and `limit` count: fractions of equity (0.02 = 2 %), or events in a row. */
  readonly counts: 'fraction' | 'in-a-row';
  /** Never below zero: a gain is no distance covered. */
  readonly now?: DecimalString;
  /** Trips at this or more. */
  readonly limit: DecimalString;
  /** now / limit: 1 trips. */
  readonly share?: DecimalString;
  readonly tripped: boolean;
  readonly trippedAt?: UnixMs;
  /** Over at this instant by itself, where it is. */
  readonly until?: UnixMs;
  /** What it does and what ends it, one sentence each. */
  readonly does: string;
  readonly ends: string;
}

const distance = (now: Dec | undefined, limit: Dec) => {
  const share = shareOf(now, limit);
  return {
    limit: shown(limit),
    ...(now && { now: shown(now) }),
    ...(share !== undefined && { share }),
  };
};

const lost = (loss: Loss | undefined): Dec | undefined => loss && maxOf(ZERO, loss.fraction);

const dailyLoss = ({ state, at, daily, limits }: Standing): BreakerInUse => {
  const tripped = state.breakers.dailyLoss;
  const stands = tripped !== undefined && at < tripped.until;
  return {
    breaker: 'daily-loss',
    counts: 'fraction',
    ...distance(lost(daily), limits.dailyLossPct),
    tripped: stands,
    ...(stands && { trippedAt: tripped.trippedAt, until: tripped.until }),
    does: 'No openings; every stop is pulled to within 1 % of the mark.',
    ends: 'The next UTC day ends it.',
  };
};

const drawdown = ({ state, drawdown: fall, limits }: Standing): BreakerInUse => ({
  breaker: 'drawdown',
  counts: 'fraction',
  ...distance(lost(fall), limits.drawdownPct),
  tripped: state.breakers.drawdown !== undefined,
  ...(state.breakers.drawdown && { trippedAt: state.breakers.drawdown.trippedAt }),
  does: 'Everything is closed and trading is halted.',
  ends: 'An administrator ends it with a reason; the peak is then anchored anew, and 1x for 7 days.',
});

const lossesInARow = ({ streak }: Standing): BreakerInUse => {
  const most = STREAK_ROWS[0]?.from ?? 0;
  return {
    breaker: 'losses-in-a-row',
    counts: 'in-a-row',
    ...distance(dec(streak), dec(most)),
    tripped: streak >= most,
    does: 'Leverage and the confidence that is asked for are bounded.',
    ends: 'A win ends it, and each day without a close takes one loss away.',
  };
};

/** All of them, the hardest last. */
export const breakersInUse = (standing: Standing): readonly BreakerInUse[] => [
  lossesInARow(standing),
  dailyLoss(standing),
  drawdown(standing),
];
