import type { DecimalString } from '../../../domain/shared/decimal.js';

/** Canonical text of `count` x 10^-places; count is a whole number >= 0, below 2^53. */
export const tickText = (count: number, places: number): DecimalString => {
  const digits = String(count);
  if (places === 0 || count === 0) return digits;
  let end = digits.length;
  const point = end - places;
  while (end > point && end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  if (point > 0) return end <= point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return `0.${'0'.repeat(-point)}${digits.slice(0, end)}`;
};

/** Decimal places of a step such as '0.1' or '0.00001'. Throws for a step that is no power of ten below 1. */
export const placesOf = (step: DecimalString): number => {
  if (!/^0\.0*1$/.test(step)) throw new RangeError(`tick ${step}: the pretend market needs a power of ten below 1`);
  return step.length - 2;
};
