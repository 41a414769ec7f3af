/**
 * The one door to decimal.js. Facts and states hold decimals as plain strings ({@link DecimalString}); arithmetic
 * happens on `Dec` and goes back through {@link text}.
 *
 * 60 significant digits: the longest product of the desk (quantity x price x rate x fee, under 50 digits) is exact, so
 * only divisions ever round.
 */
import { Decimal } from 'decimal.js';

export const Dec = Decimal.clone({
  precision: 60,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -60,
  toExpPos: 60,
  defaults: true,
});
export type Dec = Decimal;

/** A decimal as it stands in facts, states and answers: plain digits, no exponent, `.` as the point. */
export type DecimalString = string;

export type DecimalLike = DecimalString | Dec | number;

/** Parses a decimal. Throws on what is not a number: only for values that our own code wrote. */
export const dec = (value: DecimalLike): Dec => (value instanceof Decimal ? value : new Dec(value));

/** Parses input from outside; undefined for anything but a finite decimal (NaN, Infinity, '', '1e5x', null). */
export const parseDecimal = (value: unknown): Dec | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Decimal)) return undefined;
  if (typeof value === 'string' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(value)) return undefined;
  const parsed = new Dec(value);
  return parsed.isFinite() ? parsed : undefined;
};

/** Canonical text: no exponent, no trailing zeros, never "-0". */
export const text = (value: DecimalLike): DecimalString => {
  const d = dec(value);
  return d.isZero() ? '0' : d.toFixed();
};

export const ZERO = new Dec(0);
export const ONE = new Dec(1);

/** Exact sum, as text. */
export const add = (a: DecimalLike, b: DecimalLike): DecimalString => text(dec(a).add(b));

export const minOf = (first: Dec, ...rest: readonly Dec[]): Dec => Dec.min(first, ...rest);
export const maxOf = (first: Dec, ...rest: readonly Dec[]): Dec => Dec.max(first, ...rest);

/** Largest multiple of `step` that is <= value (towards zero for negative values). */
export const roundDownTo = (value: DecimalLike, step: DecimalLike): Dec => {
  const s = dec(step);
  return dec(value).div(s).toDecimalPlaces(0, Decimal.ROUND_DOWN).mul(s);
};

/** Smallest multiple of `step` that is >= value in magnitude. */
export const roundUpTo = (value: DecimalLike, step: DecimalLike): Dec => {
  const s = dec(step);
  return dec(value).div(s).toDecimalPlaces(0, Decimal.ROUND_UP).mul(s);
};

/** Decimal places kept where a cost is split in proportion (partial close, lot split); the rest stays in the remainder. */
export const SPLIT_PLACES = 12;

/**
 * `total x part / whole`, rounded half-even to {@link SPLIT_PLACES}; the caller keeps `total - share` as the remainder,
 * so nothing is lost. A part equal to the whole takes all.
 */
export const proportion = (total: DecimalLike, part: DecimalLike, whole: DecimalLike): Dec => {
  const p = dec(part);
  const w = dec(whole);
  if (p.gte(w)) return dec(total);
  return dec(total).mul(p).div(w).toDecimalPlaces(SPLIT_PLACES, Decimal.ROUND_HALF_EVEN);
};
