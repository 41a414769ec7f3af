import { INSTRUMENTS } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import { dec, maxOf, minOf, text, type Dec } from '../../shared/decimal.js';
import { DAY, startOfDay } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import type { Valuation } from '../equity/valuation.js';
import { halt } from '../gates/gates.js';
import { revokeEntries } from '../gates/revoke.js';
import { triggerExit } from '../positions/exit-ladder.js';
import { dailyLossOf, drawdownOf } from '../risk/losses.js';
import { changeProtection } from '../positions/protection.js';
import { roundStop } from '../positions/stop-rounding.js';

/** How near the daily-loss breaker pulls every stop to the mark. */
const TIGHTEN = '0.01';

export const dailyLossActive = (state: AccountState, at: number): boolean =>
  state.breakers.dailyLoss !== undefined && at < state.breakers.dailyLoss.until;

const tightenStops = (commit: Commit, quotes: Quotes): void => {
  for (const position of Object.values(commit.state.positions)) {
    const quote = quotes[position.instrumentId];
    if (!quote || position.exit || position.book !== 'trading') continue;
    const tick = dec(INSTRUMENTS[position.instrumentId].tick);
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

/** Trips at >=. Both breakers look at the trading book's P&L only: a fall of the allocation never sells a trade. */
export const checkBreakers = (commit: Commit, value: Valuation, quotes: Quotes): void => {
  const { policy } = commit.state;
  const daily = dailyLossOf(commit.state, value, commit.at);
  if (daily?.fraction.gte(policy.dailyLossPct) && !dailyLossActive(commit.state, commit.at)) {
    append(commit, {
      type: 'BreakerTripped',
      data: {
        breaker: 'daily-loss',
        at: commit.at,
        loss: text(daily.loss),
        lossPct: text(daily.fraction),
        limitPct: policy.dailyLossPct,
        until: startOfDay(commit.at) + DAY,
      },
    });
    revokeEntries(commit, 'daily-loss breaker');
    tightenStops(commit, quotes);
  }
  const drawdown = drawdownOf(commit.state, value);
  if (drawdown?.fraction.gte(policy.drawdownPct) && !commit.state.breakers.drawdown) {
    append(commit, {
      type: 'BreakerTripped',
      data: {
        breaker: 'drawdown',
        at: commit.at,
        loss: text(drawdown.loss),
        lossPct: text(drawdown.fraction),
        limitPct: policy.drawdownPct,
      },
    });
    halt(commit, 'drawdown breaker');
    for (const position of Object.values(commit.state.positions)) {
      if (position.book === 'trading')
        triggerExit(commit, position, 'breaker', quotes[position.instrumentId], 'drawdown breaker');
    }
  }
};
