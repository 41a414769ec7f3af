/** Of an even number of values the mean of the two in the middle, rounded to whole; undefined of none. */
export const medianOf = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)];
  const low = sorted[Math.ceil(middle) - 1];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
};
