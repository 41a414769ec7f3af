import { INSTRUMENTS, type Currency, type InstrumentId } from '../../market/instrument.js';
import { add, dec, parseDecimal, text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import { MINUTE } from '../../shared/time.js';
import type { AccountCommand } from '../account.commands.js';
import type { AccountState } from '../account.state.js';
import { holdingsOf } from './free-money.js';

export type CorrectBalance = Extract<AccountCommand, { type: 'CorrectBalance' }>;

/** How far apart the looks must lie, and how old the last may be. */
export const APART_MS = MINUTE;

/** What the three books hold together. */
export const heldInBooks = ({ balances }: AccountState, currency: Currency): DecimalString =>
  [balances.trading, balances.allocation, balances.hodl].reduce((sum, book) => add(sum, book[currency] ?? '0'), '0');

/** Signed base of what the trading book holds on margin, dust of ended positions included. */
export const marginHeld = (state: AccountState, instrumentId: InstrumentId): Dec =>
  holdingsOf(state, 'trading').reduce((sum, held) => {
    if (held.instrumentId !== instrumentId || held.leverage === 1) return sum;
    return held.side === 'long' ? sum.add(held.quantity) : sum.sub(held.quantity);
  }, ZERO);

/** Cash changes both currencies of its instrument; margin settles in USDT. */
const touches = (instrumentId: InstrumentId, currency: Currency): boolean => {
  const { base, quote } = INSTRUMENTS[instrumentId];
  return currency === base || currency === quote || currency === 'USDT';
};

const isEqual = (a: DecimalString, b: DecimalString): boolean => parseDecimal(a)?.eq(parseDecimal(b) ?? NaN) === true;

const whyNotSeenTwice = ({ evidence, at }: CorrectBalance): string | undefined => {
  const [first] = evidence;
  const last = evidence.at(-1);
  if (!first || !last || last.at - first.at < APART_MS)
    return `two looks at least ${APART_MS / 1000} s apart are needed`;
  if (last.at > at || at - last.at > APART_MS) return 'the last look is too old, or not yet';
  const same = evidence.every(({ ours, venue }) => isEqual(ours, first.ours) && isEqual(venue, first.venue));
  if (!same) return 'the looks differ: something was still moving';
  return isEqual(first.ours, first.venue) ? 'both sides hold the same' : undefined;
};

const whyNotMargin = (state: AccountState, position: NonNullable<CorrectBalance['position']>): string | undefined => {
  const held = marginHeld(state, position.instrumentId);
  const venue = dec(position.venue);
  if (!held.eq(position.ours)) return `the books hold ${text(held)} of it on margin, not ${position.ours}`;
  const less = held.gt(0) ? venue.gte(0) && venue.lt(held) : venue.lte(0) && venue.gt(held);
  return less ? undefined : 'the venue does not hold less of it: nothing of ours is missing';
};

/** Coins that are kept are nobody's to write off: an operator who took them says so with WithdrawHodl. */
const whyNotCovered = (state: AccountState, { currency, evidence }: CorrectBalance): string | undefined => {
  const { ours = '0', venue = '0' } = evidence[0] ?? {};
  const missing = dec(ours).sub(venue);
  const { trading, allocation } = state.balances;
  const there = [trading, allocation].reduce((sum, book) => {
    const held = dec(book[currency] ?? '0');
    return held.gt(0) ? sum.add(held) : sum;
  }, ZERO);
  if (missing.lte(0) || missing.lte(there)) return undefined;
  return `${text(missing)} ${currency} are missing, trading and allocation hold ${text(there)}: the rest was kept`;
};

/**
 * Why the books stay as they are; undefined when they follow the venue. The evidence is held against the books and the
 * orders of now: a repeat finds both sides equal.
 */
export const whyNotCorrect = (state: AccountState, command: CorrectBalance): string | undefined => {
  const { currency, evidence, position } = command;
  const unseen = whyNotSeenTwice(command);
  if (unseen !== undefined) return unseen;
  const orders = [...Object.values(state.reservations), ...Object.values(state.foreignOrders)];
  const working = orders.find(({ instrumentId }) => touches(instrumentId, currency));
  if (working) return `order ${working.clientOrderId ?? 'of nobody'} is under way in ${working.instrumentId}`;
  const [first] = evidence;
  if (position) {
    const same = isEqual(first?.ours ?? '', position.ours) && isEqual(first?.venue ?? '', position.venue);
    return same ? whyNotMargin(state, position) : 'the evidence is of another position';
  }
  const held = heldInBooks(state, currency);
  if (!isEqual(held, first?.ours ?? '')) return `the books hold ${held} ${currency}, the evidence says ${first?.ours}`;
  return whyNotCovered(state, command);
};
