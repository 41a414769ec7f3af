import type { PaperSettings } from './paper-settings.js';
import type { RestartPaperVenue } from './paper-venue.commands.js';
import type { Forgotten, PaperVenueFact, RestoredBook } from './paper-venue.events.js';
import { evolve, NEW_PAPER_VENUE, type PaperVenueState } from './paper-venue.state.js';

/** The venue takes up the book that it is given; the same restart again changes nothing. */
export const restartVenue = (
  { restartNo, lostMs, book, forgotten, at }: RestartPaperVenue,
  state: PaperVenueState,
  { latencyMs }: PaperSettings,
): readonly PaperVenueFact[] => {
  if (restartNo !== state.restarts + 1) return [];
  const data = { restartNo, lostMs, forgotten, book, venueAt: at + latencyMs, step: null };
  return [{ type: 'PaperVenueRestarted', data }];
};

/** Money from outside the book, its rules and its restarts are written down for good the moment they happen. */
const isKept = ({ type }: PaperVenueFact): boolean =>
  type === 'PaperBalanceMoved' || type === 'PaperRulesChanged' || type === 'PaperVenueRestarted';

/**
 * The book as it was before the facts that happened after `since`, and what it does not know of those. Never behind a
 * deposit, a margin fee, other rules or another restart.
 *
 * @param facts of the whole stream, with the time of each, unix ms
 */
export const bookBefore = (
  facts: readonly { readonly fact: PaperVenueFact; readonly at: number }[],
  since: number,
): Pick<RestartPaperVenue, 'book' | 'forgotten'> => {
  const firstLost = facts.findIndex(({ at }) => at > since);
  const lastKept = facts.findLastIndex(({ fact }) => isKept(fact));
  const cut = firstLost === -1 ? facts.length : Math.max(firstLost, lastKept + 1);
  const state = facts.slice(0, cut).reduce((folded, { fact }) => evolve(folded, fact), NEW_PAPER_VENUE);
  const lost = facts.slice(cut).map(({ fact }) => fact);
  return { book: bookOf(state), forgotten: forgottenOf(lost) };
};

const bookOf = ({ balances, working, positions, taken, matchedTo, btcRate }: PaperVenueState): RestoredBook => ({
  balances,
  working,
  positions,
  taken,
  matchedTo,
  ...(btcRate !== undefined && { btcRate }),
});

const forgottenOf = (lost: readonly PaperVenueFact[]): Forgotten => ({
  facts: lost.length,
  ended: lost.filter(({ type }) => type === 'PaperOrderEnded').length,
  tradeIds: lost.flatMap((fact) => (fact.type === 'PaperOrderFilled' ? [fact.data.tradeId] : [])),
});
