import { maxOf, minOf, ONE, roundDownTo, roundUpTo, type Dec } from '../../shared/decimal.js';
import type { Price } from './prices.js';

/** Prices in quote, rounded to the tick. */
export interface Levels {
  readonly limit: Dec;
  readonly stop: Dec;
  readonly target: Dec;
}

/** The limit an entry gets, unrounded: what was wanted, but not further through the touch than `through` (fraction). */
export const limitOf = (direction: 'long' | 'short', entry: Dec, price: Price, through: Dec): Dec =>
  direction === 'long' ? minOf(entry, price.ask.mul(ONE.add(through))) : maxOf(entry, price.bid.mul(ONE.sub(through)));

/**
 * A distance that came out of a division has a tail of its own: without cutting it, a level that lies exactly on a tick
 * could be rounded to the next one.
 */
const plain = (price: Dec): Dec => price.toDecimalPlaces(20);

/**
 * Levels as the venue takes them: the limit towards filling, the stop away from the entry (never nearer than decided),
 * the target towards it (never further than decided). Distances are fractions of the unrounded limit.
 */
export const roundedLevels = (
  direction: 'long' | 'short',
  limit: Dec,
  stopPct: Dec,
  targetPct: Dec,
  tick: Dec,
): Levels =>
  direction === 'long'
    ? {
        limit: roundUpTo(limit, tick),
        stop: roundDownTo(plain(limit.mul(ONE.sub(stopPct))), tick),
        target: roundDownTo(plain(limit.mul(ONE.add(targetPct))), tick),
      }
    : {
        limit: roundDownTo(limit, tick),
        stop: roundUpTo(plain(limit.mul(ONE.add(stopPct))), tick),
        target: roundUpTo(plain(limit.mul(ONE.sub(targetPct))), tick),
      };
