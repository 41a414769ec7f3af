import type { BalanceCorrected, Phantom } from '../../../domain/account/account.events.js';
import { INSTRUMENTS } from '../../../domain/market/instrument.js';
import { dec, text, ZERO } from '../../../domain/shared/decimal.js';
import { MINUTE } from '../../../domain/shared/time.js';
import { kindOf, type CountedBooks } from './counted-books.js';
import { countPhantom } from './counted-position.js';
import type { AuditFact, Tally } from './invariant.js';

type FactOf<F extends { readonly type: string }> = Extract<AuditFact, F>;

const countOne = (tally: Tally, books: CountedBooks, fact: AuditFact, phantom: Phantom): void => {
  const key = kindOf(phantom);
  const position = books.positions.get(key);
  const there = position !== undefined && dec(phantom.quantity).lte(position.base.abs());
  tally.hold(there, fact, () => `${phantom.quantity} of ${key} are not there, and were not in the books either`);
  if (!position) return;
  const { after, closed, gross, grossQuote } = countPhantom(position, phantom);
  tally.hold(
    gross.eq(phantom.grossUsdt) && !grossQuote.gt(ZERO),
    fact,
    () => `what is missing of ${key} makes ${phantom.grossUsdt} USDT, reckoned ${text(gross)}`,
  );
  books.replace(key, after, closed);
  const { base, quote } = INSTRUMENTS[phantom.instrumentId];
  if (position.leverage > 1) {
    books.gross.add('USDT', gross);
    books.corrections.add('USDT', gross.neg());
    return;
  }
  books.gross.add(quote, grossQuote);
  books.corrections.add(base, phantom.quantity);
  books.corrections.add(quote, dec(phantom.value).neg());
};

/** The books follow the venue by what both were seen to hold, and a position by what of it is not there. */
export const countCorrection = (tally: Tally, books: CountedBooks, fact: FactOf<BalanceCorrected>): void => {
  const { currency, amount, ours, venue, evidence, changes, phantoms, instrumentId } = fact.data;
  const moved = changes.reduce((sum, change) => sum.add(change.amount), ZERO);
  const [first] = evidence;
  const last = evidence.at(-1);
  const twice = evidence.every((look) => dec(look.ours).eq(ours) && dec(look.venue).eq(venue));
  const apart = first && last ? last.at - first.at : 0;
  tally.hold(twice && apart >= MINUTE, fact, () => `evidence of ${currency}: looks ${apart} ms apart, or unequal`);
  const fits = instrumentId
    ? dec(amount).isZero()
    : books.cash.of(currency).eq(ours) && dec(venue).sub(ours).eq(amount);
  tally.hold(
    fits && moved.eq(amount) && changes.every((change) => change.currency === currency),
    fact,
    () => `${text(moved)} ${currency} correct ${books.cash.show(currency)} of the books to ${venue} of the venue`,
  );
  books.cash.add(currency, moved);
  books.corrections.add(currency, moved);
  for (const phantom of phantoms) countOne(tally, books, fact, phantom);
};
