import type { InstrumentId } from '../../market/instrument.js';
import { isPrice, isTimely, type Quote, type Quotes } from '../../market/quote.js';
import { append, type Commit } from '../commit.js';

/** A price that may be acted upon; undefined where it is absent, older than the policy allows, or no number. */
export const freshQuote = ({ at, state }: Commit, quotes: Quotes, id: InstrumentId): Quote | undefined => {
  const quote = quotes[id];
  return quote && isTimely(quote, at, state.policy.maxPriceAgeMs) && isPrice(quote) ? quote : undefined;
};

/** Says once that nobody knows what a position is worth, and once that it is known again. It triggers nothing else. */
export const watchPrices = (commit: Commit, quotes: Quotes): void => {
  const { positions, lostPrices } = commit.state;
  const open = Object.values(positions).flatMap(({ book, instrumentId }) => (book === 'trading' ? [instrumentId] : []));
  for (const instrumentId of new Set([...open, ...lostPrices])) {
    const isLost = lostPrices.includes(instrumentId);
    const isFresh = freshQuote(commit, quotes, instrumentId) !== undefined;
    if (isLost === !isFresh) continue;
    const lastAt = quotes[instrumentId]?.at;
    if (isFresh) append(commit, { type: 'PriceRestored', data: { instrumentId, at: commit.at } });
    else
      append(commit, {
        type: 'PriceLost',
        data: { instrumentId, ...(lastAt === undefined ? {} : { lastAt }), at: commit.at },
      });
  }
};
