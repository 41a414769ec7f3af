import { INSTRUMENT_IDS, INSTRUMENTS, type Currency, type InstrumentId } from '../../market/instrument.js';
import { isPrice, isTimely, midOf, type Quotes } from '../../market/quote.js';
import { accruedMarginFee } from '../../matching/margin-fee.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, parseDecimal, text, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { AccountState, Dust } from '../account.state.js';

export type Mids = Readonly<Partial<Record<InstrumentId, DecimalString>>>;

/** Money of one instant, USDT. Equity is undefined (missing, never zero) while a balance above dust has no price. */
export interface Valuation {
  readonly equity?: DecimalString;
  readonly tradingBook?: DecimalString;
  /** Of open trading positions, cash and margin. */
  readonly unrealised?: DecimalString;
  /** For borrowing, since the last charge. */
  readonly accruedFees?: DecimalString;
  /** Realised - fees, accrued ones too, + unrealised over the account's life: what breakers and the peak look at. */
  readonly tradingPnl?: DecimalString;
  /** What could not be priced. */
  readonly unpriced: readonly string[];
}

/** Mids of the quotes that are young enough; an old price is a missing price, and so is one that is no number. */
export const freshMids = (quotes: Quotes, at: UnixMs, maxAgeMs: number): Mids => {
  const mids: Partial<Record<InstrumentId, DecimalString>> = {};
  for (const id of INSTRUMENT_IDS) {
    const quote = quotes[id];
    if (!quote || !isTimely(quote, at, maxAgeMs) || !isPrice(quote)) continue;
    const mid = parseDecimal(midOf(quote));
    if (mid?.gt(0)) mids[id] = text(mid);
  }
  return mids;
};

/** USDT per unit of a currency; undefined when unknown. */
export const usdtRate = (currency: Currency, mids: Mids): Dec | undefined => {
  if (currency === 'USDT') return dec(1);
  const mid = mids[currency === 'BTC' ? 'BTC/USDT' : 'XRP/USDT'];
  return mid === undefined ? undefined : dec(mid);
};

/** Unrealised P&L in USDT before exit fees; undefined without a price. Leverage never multiplies it. */
export const unrealisedOf = (position: Dust, mids: Mids): Dec | undefined => {
  const mid = mids[position.instrumentId];
  const rate = usdtRate(INSTRUMENTS[position.instrumentId].quote, mids);
  if (mid === undefined || rate === undefined) return undefined;
  const value = dec(mid).mul(position.quantity);
  const gain = position.side === 'long' ? value.sub(position.cost) : dec(position.cost).sub(value);
  return gain.mul(rate);
};

/** Of what the trading book borrows; without a price of the quote currency the position is unpriced anyway. */
const accruedFeesOf = (
  { book, leverage, instrumentId, marginFeesChargedTo, cost }: Dust,
  at: UnixMs,
  mids: Mids,
  policy: AccountState['policy'],
): Dec => {
  const rate = usdtRate(INSTRUMENTS[instrumentId].quote, mids);
  if (book !== 'trading' || leverage === 1 || rate === undefined) return ZERO;
  return accruedMarginFee(marginFeesChargedTo, at, cost, text(rate), policy);
};

/**
 * Without a price a balance is judged by what it cost; one that no lot accounts for, or that cost nothing because nobody
 * knows where it came from, is never dust.
 */
const isAboveDust = (state: AccountState, book: Book, currency: Currency, amount: DecimalString): boolean => {
  if (dec(amount).isZero()) return false;
  const lots = state.lots.filter((lot) => lot.book === book && lot.currency === currency);
  const cost = lots.reduce((sum, lot) => sum.add(lot.costUsdt), ZERO);
  const unknown = lots.length === 0 || lots.some(({ costUsdt }) => dec(costUsdt).isZero());
  return unknown || cost.gt(state.policy.dustUsdt);
};

/**
 * Equity = sum of balances x mid + unrealised margin P&L - accrued fees (docs/concepts/04-account.md); hodl is left out.
 * 1 USDT = 1 USD.
 */
export const valueAccount = (state: AccountState, mids: Mids, at: UnixMs): Valuation => {
  const unpriced: string[] = [];
  const books = { trading: ZERO, allocation: ZERO };
  for (const book of ['trading', 'allocation'] as const) {
    for (const [currency, amount] of Object.entries(state.balances[book]) as [Currency, DecimalString][]) {
      const rate = usdtRate(currency, mids);
      if (rate) books[book] = books[book].add(rate.mul(amount));
      else if (isAboveDust(state, book, currency, amount)) unpriced.push(`${book} ${amount} ${currency}`);
    }
  }
  let unrealised = ZERO;
  let margin = ZERO;
  for (const position of Object.values(state.positions)) {
    if (position.book !== 'trading') continue;
    const gain = unrealisedOf(position, mids);
    if (gain === undefined) unpriced.push(`position ${position.instrumentId}`);
    else {
      unrealised = unrealised.add(gain);
      if (position.leverage > 1) margin = margin.add(gain);
    }
  }
  for (const dust of Object.values(state.dust)) {
    // Too little for an order is too little to do without a valuation.
    const gain = dust.book === 'trading' ? (unrealisedOf(dust, mids) ?? ZERO) : ZERO;
    unrealised = unrealised.add(gain);
    if (dust.leverage > 1) margin = margin.add(gain);
  }
  if (unpriced.length > 0) return { unpriced };
  const borrowed = [...Object.values(state.positions), ...Object.values(state.dust)];
  const accrued = borrowed.reduce((sum, one) => sum.add(accruedFeesOf(one, at, mids, state.policy)), ZERO);
  const tradingBook = books.trading.add(margin).sub(accrued);
  return {
    unpriced,
    tradingBook: text(tradingBook),
    equity: text(tradingBook.add(books.allocation)),
    unrealised: text(unrealised),
    accruedFees: text(accrued),
    tradingPnl: text(dec(state.realised.gross).sub(state.realised.fees).sub(accrued).add(unrealised)),
  };
};
