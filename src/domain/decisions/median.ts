import { assert } from '../shared/assert.js';
import type { Dec } from '../shared/decimal.js';

/** The middle one; of an even number the mean of the two in the middle. The order of the values does not matter. */
export const medianOf = (values: readonly Dec[]): Dec => {
  const sorted = [...values].sort((a, b) => a.cmp(b));
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  assert(upper !== undefined && lower !== undefined, 'nothing has no median');
  return upper.add(lower).div(2);
};
