import { isBelowMinimum, rulesOf, type Quotes } from '../../market/quote.js';
import { dec, roundDownTo, text, type DecimalString } from '../../shared/decimal.js';
import type { AccountCommand } from '../account.commands.js';
import type { PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { exitClosesAll, triggerExit } from '../positions/exit-ladder.js';
import { endBreakers } from './end-breakers.js';

/** What is closed of a position; undefined: all of it, because the part or what it leaves is below the minimum. */
const partOf = (position: PositionState, quotes: Quotes, share: DecimalString): DecimalString | undefined => {
  const quote = quotes[position.instrumentId];
  const rules = rulesOf(position.instrumentId, quote);
  const price = (position.side === 'long' ? quote?.bid : quote?.ask) ?? position.stop;
  const part = roundDownTo(dec(position.quantity).mul(share), rules.lot);
  const rest = dec(position.quantity).sub(part);
  const tooSmall = [part, rest].some((quantity) => isBelowMinimum(text(quantity), price, rules));
  return tooSmall ? undefined : text(part);
};

/** Once, at the trip: a part of each trading position goes, and its stop is for what is left. */
export const cutPositions = (commit: Commit, quotes: Quotes): void => {
  const { weeklyLossCut } = commit.state.policy;
  for (const position of Object.values(commit.state.positions)) {
    // One on its way out is leaving already; where a part of it is, the cut comes once and so takes the whole.
    if (position.book !== 'trading' || exitClosesAll(position)) continue;
    const part = position.exit ? undefined : partOf(position, quotes, weeklyLossCut);
    triggerExit(commit, position, 'breaker', quotes[position.instrumentId], 'weekly-loss breaker', part);
  }
};

type Review = Extract<AccountCommand, { type: 'ReviewWeek' }>;

/** Before Monday it is noted and ends nothing yet; a week that needs no review takes none. */
export const reviewWeek = (commit: Commit, { at, reason, requestId }: Review): void => {
  const breaker = commit.state.breakers.weeklyLoss;
  if (!breaker || breaker.reviewedAt !== undefined) return;
  append(commit, { type: 'WeekReviewed', data: { at, reason, ...(requestId === undefined ? {} : { requestId }) } });
  endBreakers(commit);
};
