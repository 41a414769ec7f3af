import { INSTRUMENT_IDS, type InstrumentId } from '../../market/instrument.js';
import { isTimely, type Quote, type Quotes } from '../../market/quote.js';
import { dec, parseDecimal, text, ZERO, type Dec } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { Mids } from '../equity/valuation.js';

/** A quote with bid and ask that can be believed as numbers; it may still be old. */
export interface Price {
  readonly bid: Dec;
  readonly ask: Dec;
  readonly mid: Dec;
  /** Milliseconds; negative when the venue's clock is ahead. */
  readonly ageMs: number;
  readonly fresh: boolean;
  /** Visible base quantity by side, where known; what is known but no number is nothing. */
  readonly depth?: { readonly bid: Dec; readonly ask: Dec };
}

const HALF = dec('0.5');

const priceOf = (quote: Quote | undefined, at: UnixMs, maxAgeMs: number): Price | undefined => {
  const bid = parseDecimal(quote?.bid);
  const ask = parseDecimal(quote?.ask);
  if (!quote || !bid?.gt(0) || !ask?.gte(bid)) return undefined;
  const ageMs = at - quote.at;
  const depth = quote.depth && {
    bid: parseDecimal(quote.depth.bid) ?? ZERO,
    ask: parseDecimal(quote.depth.ask) ?? ZERO,
  };
  return {
    bid,
    ask,
    mid: bid.add(ask).mul(HALF),
    ageMs,
    fresh: isTimely(quote, at, maxAgeMs),
    ...(depth && { depth }),
  };
};

/** Prices of one instant: all that can be read, and the mids of those that are young enough to count money with. */
export interface Prices {
  readonly of: Readonly<Partial<Record<InstrumentId, Price>>>;
  readonly mids: Mids;
}

export const pricesOf = (quotes: Quotes, at: UnixMs, maxAgeMs: number): Prices => {
  const of: Partial<Record<InstrumentId, Price>> = {};
  const mids: Partial<Record<InstrumentId, string>> = {};
  for (const id of INSTRUMENT_IDS) {
    const price = priceOf(quotes[id], at, maxAgeMs);
    if (!price) continue;
    of[id] = price;
    if (price.fresh) mids[id] = text(price.mid);
  }
  return { of, mids };
};
