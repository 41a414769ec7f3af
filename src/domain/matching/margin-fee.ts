import { dec, proportion, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { DEFAULT_PAPER, type PaperSettings } from './paper-settings.js';

export type MarginFeeTerms = Pick<PaperSettings, 'marginFee' | 'marginFeePeriodMs'>;

export interface MarginFeesDue {
  /** USDT, '0' when nothing is due. */
  readonly fee: DecimalString;
  /** Full periods charged by this fee. */
  readonly periods: number;
  /** The next call's `lastChargedAt`. */
  readonly chargedTo: UnixMs;
}

/**
 * Fee of borrowing, at the opening fill, in USDT: notional x marginFee x rate.
 *
 * @param notional of the fill in the quote currency (quantity x price: the whole notional counts as borrowed)
 * @param rate USDT per unit of the quote currency
 */
export const openingMarginFee = (
  notional: DecimalString,
  rate: DecimalString,
  terms: MarginFeeTerms = DEFAULT_PAPER,
): DecimalString => text(dec(notional).mul(terms.marginFee).mul(rate));

/**
 * Fee of the periods (4 h) that ended after `lastChargedAt` and not after `at`, counted from the position's opening, in
 * USDT: periods x notional x marginFee x rate.
 *
 * The account's books and the pretend venue both call this, at the same two moments: before each fill of the instrument
 * (with the fill's venueAt and rate, on the cost before the fill) and at the end of each market step (with the step's
 * close time and the BTC/USDT mid, after the step's fills). Calling it more often changes nothing.
 *
 * @param openedAt venueAt of the fill that opened the position
 * @param lastChargedAt `chargedTo` of the last charge; `openedAt` before the first
 * @param notional cost of what is open, in the quote currency
 * @param rate USDT per unit of the quote currency now
 */
export const marginFeesDue = (
  openedAt: UnixMs,
  lastChargedAt: UnixMs,
  at: UnixMs,
  notional: DecimalString,
  rate: DecimalString,
  terms: MarginFeeTerms = DEFAULT_PAPER,
): MarginFeesDue => {
  const ended = Math.floor((at - openedAt) / terms.marginFeePeriodMs);
  const charged = Math.floor((lastChargedAt - openedAt) / terms.marginFeePeriodMs);
  const periods = ended - charged;
  if (periods <= 0) return { fee: '0', periods: 0, chargedTo: lastChargedAt };
  return {
    fee: text(dec(notional).mul(terms.marginFee).mul(rate).mul(periods)),
    periods,
    chargedTo: openedAt + ended * terms.marginFeePeriodMs,
  };
};

/**
 * What borrowing has cost since `lastChargedAt` and will be charged at the end of its period, USDT: the share of the
 * running period that has passed, and whole periods that nobody has charged yet.
 */
export const accruedMarginFee = (
  lastChargedAt: UnixMs,
  at: UnixMs,
  notional: DecimalString,
  rate: DecimalString,
  terms: MarginFeeTerms = DEFAULT_PAPER,
): Dec => {
  const { marginFee, marginFeePeriodMs } = terms;
  const elapsed = Math.max(0, at - lastChargedAt);
  const ended = Math.floor(elapsed / marginFeePeriodMs);
  const ofOne = dec(notional).mul(marginFee).mul(rate);
  return ofOne.mul(ended).add(proportion(ofOne, elapsed - ended * marginFeePeriodMs, marginFeePeriodMs));
};
