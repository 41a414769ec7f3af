import { parseDecimal, type Dec } from '../../shared/decimal.js';
import { HARD_CAPS } from './policy.js';
import type { OpeningIntent } from './verdict.js';

/** What settling a conflict left of a trade, as numbers; what is undefined is left as it was. */
export interface ModificationNumbers {
  readonly sizeFactor: Dec | undefined;
  readonly maxLeverage: number | undefined;
  readonly stopPct: Dec | undefined;
}

export const HIGHEST_LEVERAGE = Number(HARD_CAPS.maxLeverage);

const isLeverage = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= HIGHEST_LEVERAGE;

/**
 * Undefined unless every part can only make the trade smaller or safer: a size factor in 0..1, a leverage in 1..5, a stop
 * no further than the trade's own (`ownStop`, widened to the minimum). One part beyond its range spoils the whole.
 */
export const modificationNumbers = (
  modification: OpeningIntent['modification'],
  ownStop: Dec | undefined,
): ModificationNumbers | undefined => {
  if (typeof modification !== 'object' || (modification as unknown) === null) return undefined;
  const { maxLeverage } = modification;
  const sizeFactor = parseDecimal(modification.sizeFactor);
  const stopPct = parseDecimal(modification.stopPct);
  const fine =
    (modification.sizeFactor === undefined || (sizeFactor?.gte(0) === true && sizeFactor.lte(1))) &&
    (maxLeverage === undefined || isLeverage(maxLeverage)) &&
    (modification.stopPct === undefined || (stopPct?.gt(0) === true && ownStop !== undefined && stopPct.lte(ownStop)));
  return fine ? { sizeFactor, maxLeverage, stopPct } : undefined;
};
