import { rulesOf, type Quotes } from '../../market/quote.js';
import { dec, maxOf, minOf, text, type Dec } from '../../shared/decimal.js';
import { DAY, startOfDay, startOfWeek, WEEK } from '../../shared/time.js';
import type { BreakerTripped } from '../account.events.js';
import { append, type Commit } from '../commit.js';
import type { Valuation } from '../equity/valuation.js';
import { halt } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { triggerExit } from '../positions/exit-ladder.js';
import { dailyLossOf, drawdownOf, weeklyLossOf, type Loss } from '../risk/losses.js';
import { changeProtection } from '../positions/protection.js';
import { roundStop } from '../positions/stop-rounding.js';
import { dailyLossActive, weeklyLossTripped } from './active.js';
import { cutPositions } from './weekly-loss.js';

/** How near the daily-loss breaker pulls every stop to the mark. */
const TIGHTEN = '0.01';

const tightenStops = (commit: Commit, quotes: Quotes): void => {
  for (const position of Object.values(commit.state.positions)) {
    const quote = quotes[position.instrumentId];
    if (!quote || position.exit || position.book !== 'trading') continue;
    const tick = dec(rulesOf(position.instrumentId, quote).tick);
    const mark = dec(quote.bid).add(quote.ask).div(2);
    const entry = dec(position.cost).div(position.quantity);
    const near = (factor: Dec) => roundStop(mark.mul(factor), entry, tick);
    const stop =
      position.side === 'long'
        ? maxOf(dec(position.stop), near(dec(1).sub(TIGHTEN)))
        : minOf(dec(position.stop), near(dec(1).add(TIGHTEN)));
    if (!stop.eq(position.stop))
      changeProtection(commit, position, { stop: text(stop), reason: 'daily-loss breaker', quote });
  }
};

const closeAll = (commit: Commit, quotes: Quotes): void => {
  for (const position of Object.values(commit.state.positions)) {
    if (position.book === 'trading')
      triggerExit(commit, position, 'breaker', quotes[position.instrumentId], 'drawdown breaker');
  }
};

type LossBreaker = Pick<BreakerTripped['data'], 'limitPct' | 'until'> & {
  readonly breaker: 'daily-loss' | 'weekly-loss' | 'drawdown';
};

const trip = (commit: Commit, lost: Loss, { breaker, limitPct, until }: LossBreaker): void =>
  append(commit, {
    type: 'BreakerTripped',
    data: {
      breaker,
      at: commit.at,
      loss: text(lost.loss),
      lossPct: text(lost.fraction),
      ...(limitPct === undefined ? {} : { limitPct }),
      ...(until === undefined ? {} : { until }),
    },
  });

/**
 * Trips at >=. All look at the trading book's P&L only: a fall of the allocation never sells a trade. The drawdown comes
 * before the week: what is closed whole needs no cut.
 */
export const checkBreakers = (commit: Commit, value: Valuation, quotes: Quotes): void => {
  const { policy } = commit.state;
  const daily = dailyLossOf(commit.state, value, commit.at);
  if (daily?.fraction.gte(policy.dailyLossPct) && !dailyLossActive(commit.state, commit.at)) {
    const until = startOfDay(commit.at) + DAY;
    trip(commit, daily, { breaker: 'daily-loss', limitPct: policy.dailyLossPct, until });
    revokeEntries(commit, 'daily-loss breaker');
    tightenStops(commit, quotes);
  }
  const drawdown = drawdownOf(commit.state, value);
  if (drawdown?.fraction.gte(policy.drawdownPct) && !commit.state.breakers.drawdown) {
    trip(commit, drawdown, { breaker: 'drawdown', limitPct: policy.drawdownPct });
    halt(commit, 'drawdown breaker');
    closeAll(commit, quotes);
  }
  const weekly = weeklyLossOf(commit.state, value, commit.at);
  if (weekly?.fraction.gte(policy.weeklyLossPct) && !weeklyLossTripped(commit.state, commit.at)) {
    const until = startOfWeek(commit.at) + WEEK;
    trip(commit, weekly, { breaker: 'weekly-loss', limitPct: policy.weeklyLossPct, until });
    revokeEntries(commit, 'weekly-loss breaker');
    cutPositions(commit, quotes);
  }
};
