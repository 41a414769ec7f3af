import type { PositionState } from '../account.state.js';
import type { Commit } from '../commit.js';
import type { Quote, Quotes } from '../../market/quote.js';
import { dec, maxOf, minOf, text, type DecimalString } from '../../shared/decimal.js';
import { changeProtection } from './protection.js';
import { exitClosesAll, triggerExit } from './exit-ladder.js';
import { stopMoveOf } from './trailing.js';
import { freshQuote, watchPrices } from './watch-prices.js';

interface Crossed {
  readonly closer: 'target' | 'stop';
  /** Where the market crossed it: the level, or the open of the range where that lies beyond. */
  readonly price: DecimalString;
}

/** The range speaks only about levels that stood before it began; otherwise the last price alone does. */
const rangeSince = (quote: Quote, since: number) =>
  quote.range && since <= quote.range.from ? quote.range : undefined;

const reaches = (quote: Quote, since: number, level: DecimalString, upwards: boolean): DecimalString | undefined => {
  const range = rangeSince(quote, since);
  const last = upwards ? quote.bid : quote.ask;
  const extreme = range ? (upwards ? range.high : range.low) : last;
  const hit = upwards ? dec(extreme).gte(level) : dec(extreme).lte(level);
  if (!hit) return undefined;
  const from = range ? range.open : last;
  return text(upwards ? maxOf(dec(level), dec(from)) : minOf(dec(level), dec(from)));
};

const crossedBy = (position: PositionState, quote: Quote): Crossed | undefined => {
  const long = position.side === 'long';
  const stop = reaches(quote, position.stopSince, position.stop, !long);
  // A stop that rests at the venue is the venue's to fill; its level reached, the target of the same range is void.
  if (stop !== undefined) return position.stopOrderId === undefined ? { closer: 'stop', price: stop } : undefined;
  const target = reaches(quote, position.openedAt, position.target, long);
  return target === undefined ? undefined : { closer: 'target', price: target };
};

const watchPosition = (commit: Commit, key: string, quote: Quote): void => {
  const position = commit.state.positions[key];
  if (!position || exitClosesAll(position)) return;
  const { policy } = commit.state;
  const crossed = crossedBy(position, quote);
  if (crossed) {
    const at: Quote = { ...quote, bid: crossed.price, ask: crossed.price };
    triggerExit(commit, position, crossed.closer, at, `${crossed.closer} ${crossed.price} reached`);
    return;
  }
  if (commit.at - position.openedAt >= policy.timeExitMs) {
    triggerExit(commit, position, 'time', quote, `open for ${policy.timeExitMs / 3_600_000} h`);
    return;
  }
  // What a part of is being closed keeps its level until that is done: its stop may be away for it.
  if (position.exit) return;
  const move = stopMoveOf(position, quote, policy);
  if (move) changeProtection(commit, position, { ...move, quote });
};

/** One look at every trading position. A price older than the policy allows, or none, triggers nothing. */
export const watchExits = (commit: Commit, quotes: Quotes): void => {
  watchPrices(commit, quotes);
  for (const [key, position] of Object.entries(commit.state.positions)) {
    const quote = freshQuote(commit, quotes, position.instrumentId);
    if (position.book === 'trading' && quote) watchPosition(commit, key, quote);
  }
};
