import type { Pace } from '../coordinator/tasks.js';
import { Dec, dec, minOf, text, ZERO, type DecimalString } from '../shared/decimal.js';

/** Cents of a dollar are enough to say what a day may cost; rounded down, so that no limit grows by it. */
const LIMIT_PLACES = 2;

/** From this part of the day's money on, models are asked half as often. */
export const SLOW_FROM = '0.8';

/**
 * What models may cost in a UTC day: USD, the smaller of a sum and a share of the account's equity (1 USDT counts as
 * 1 USD). An equity that is missing, zero or below zero buys nothing.
 */
export const dayLimit = (
  budget: DecimalString,
  equityShare: DecimalString,
  equity: DecimalString | undefined,
): DecimalString => {
  if (equity === undefined || !dec(equity).gt(0)) return '0';
  const limit = minOf(dec(budget), dec(equityShare).mul(equity));
  return limit.gt(0) ? text(limit.toDecimalPlaces(LIMIT_PLACES, Dec.ROUND_DOWN)) : text(ZERO);
};

/** Reached counts as spent: at 80 % half the rhythm, at 100 % rules alone. */
export const paceOf = (spent: DecimalString, limit: DecimalString): Pace => {
  if (!dec(limit).gt(spent)) return 'rules-only';
  return dec(spent).gte(dec(limit).mul(SLOW_FROM)) ? 'slow' : 'full';
};
