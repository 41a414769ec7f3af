import { INSTRUMENT_IDS, INSTRUMENTS, type Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, maxOf, minOf, text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { BalanceChange } from '../account.events.js';
import type { AccountState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { acquireLot, disposeLots, takeLots } from '../lots/lots.js';
import { closePhantoms, phantomOf, type PhantomClose } from '../positions/phantoms.js';
import { heldInBooks, marginHeld, whyNotCorrect, type CorrectBalance } from './correction-evidence.js';
import { openAt } from '../positions/where-booked.js';
import { freeMoney } from './free-money.js';
import { freshMids, type Mids } from './valuation.js';

/** What is missing is missing from the trading book first; what is too much is the trading book's. */
const changesOf = (state: AccountState, currency: Currency, amount: Dec): readonly BalanceChange[] => {
  if (amount.gt(0)) return [{ book: 'trading', currency, amount: text(amount) }];
  const held = maxOf(dec(state.balances.trading[currency] ?? '0'), ZERO);
  const trading = minOf(held, amount.neg());
  const rest = amount.neg().sub(trading);
  const parts: readonly (readonly [Book, Dec])[] = [
    ['trading', trading],
    ['allocation', rest],
  ];
  return parts.flatMap(([book, part]) => (part.gt(0) ? [{ book, currency, amount: text(part.neg()) }] : []));
};

/** Units that no position holds go first; then the cash positions that hold the coin, in the order of the instruments. */
const phantomsOf = (state: AccountState, { book, currency, amount }: BalanceChange, mids: Mids): PhantomClose[] => {
  const missing = dec(amount).neg();
  if (currency === 'USDT' || missing.lte(0)) return [];
  let left = missing.sub(freeMoney(state, book, currency, mids) ?? ZERO);
  const closes: PhantomClose[] = [];
  for (const position of INSTRUMENT_IDS.flatMap((instrumentId) => openAt(state, { book, instrumentId }))) {
    if (left.lte(0) || position.leverage > 1) continue;
    if (INSTRUMENTS[position.instrumentId].base !== currency || position.side !== 'long') continue;
    const quantity = minOf(left, dec(position.quantity));
    closes.push(phantomOf(position, quantity, mids));
    left = left.sub(quantity);
  }
  return closes;
};

/** What the venue does not hold of a margin position; dust of ended ones is only counted, never closed. */
const missingOnMargin = (
  state: AccountState,
  { instrumentId, venue }: NonNullable<CorrectBalance['position']>,
  mids: Mids,
): PhantomClose[] => {
  let left = marginHeld(state, instrumentId).sub(venue).abs();
  const closes: PhantomClose[] = [];
  for (const position of openAt(state, { book: 'trading', instrumentId })) {
    if (left.lte(0) || position.leverage === 1) continue;
    const quantity = minOf(left, dec(position.quantity));
    closes.push(phantomOf(position, quantity, mids));
    left = left.sub(quantity);
  }
  return closes;
};

/**
 * Missing units leave their lots: those of a phantom for what the position was closed at, all others for what they cost,
 * because nobody knows what became of them. Units too many are a lot that cost nothing: nothing was paid for them.
 */
const bookLots = (
  commit: Commit,
  change: BalanceChange,
  correctionId: string,
  closes: readonly PhantomClose[],
): void => {
  const { book, currency, amount } = change;
  if (currency === 'USDT') return;
  const units = dec(amount);
  if (units.gt(0)) return append(commit, acquireLot(commit.at, correctionId, book, currency, text(units), '0'));
  const own = closes.filter(({ position }) => position.book === book);
  const held = own.reduce((sum, { phantom }) => sum.add(phantom.quantity), ZERO);
  const dispose = (quantity: Dec, proceedsUsdt: DecimalString): void => {
    const sale = { tradeId: correctionId, book, currency, quantity: text(quantity), proceedsUsdt };
    if (quantity.gt(0)) append(commit, ...disposeLots(commit.state, commit.at, sale));
  };
  const free = units.neg().sub(held);
  const cost = (quantity: Dec): DecimalString =>
    text(
      takeLots(commit.state, { book, currency, quantity: text(quantity) }).reduce((s, l) => s.add(l.costUsdt), ZERO),
    );
  dispose(free, cost(free));
  for (const { phantom } of own) {
    const quantity = dec(phantom.quantity);
    const { rate } = phantom;
    dispose(quantity, rate === undefined ? cost(quantity) : text(dec(phantom.value).mul(rate)));
  }
};

/**
 * The books follow the venue. The trading book takes the difference; a position whose units are gone is closed at the
 * worse of cost and market, so that no profit comes from it and no loss that was there is forgotten (docs/adr/0023).
 */
export const correctBalance = (commit: Commit, command: CorrectBalance): void => {
  const { state } = commit;
  const { currency, evidence, position, quotes = {}, at } = command;
  const [first] = evidence;
  if (!first || whyNotCorrect(state, command) !== undefined) return;
  const mids = freshMids(quotes, at, state.policy.maxPriceAgeMs);
  const amount = position ? ZERO : dec(first.venue).sub(heldInBooks(state, currency));
  const changes = position ? [] : changesOf(state, currency, amount);
  const closes = position
    ? missingOnMargin(state, position, mids)
    : changes.flatMap((change) => phantomsOf(state, change, mids));
  const correctionId = stableId('correction', position?.instrumentId ?? currency, first.at, first.ours, first.venue);
  append(commit, {
    type: 'BalanceCorrected',
    data: {
      correctionId,
      currency,
      amount: text(amount),
      ours: text(first.ours),
      venue: text(first.venue),
      evidence,
      changes,
      phantoms: closes.map(({ phantom }) => phantom),
      ...(position ? { instrumentId: position.instrumentId } : {}),
    },
  });
  for (const change of changes) bookLots(commit, change, correctionId, closes);
  closePhantoms(commit, correctionId, closes, quotes);
};
