const HOURS = 4;
/** Less is no direction. */
const LEAST_PCT = 0.2;
const MOST_CONFIDENCE = 0.9;

/** How many candles {@link opinionOn} wants. */
export const CANDLES = HOURS + 1;

/** What went up goes up: an opinion on closed 1h candles, oldest first. Undefined while there are too few. */
export const opinionOn = (candles) => {
  if (candles.length < CANDLES) return undefined;
  const [first, last] = [candles[0], candles[candles.length - 1]].map(({ close }) => Number(close));
  const pct = (100 * (last - first)) / first;
  const direction = Math.abs(pct) < LEAST_PCT ? 'flat' : pct > 0 ? 'long' : 'short';
  const confidence = Math.min(MOST_CONFIDENCE, 0.5 + Math.abs(pct) / 10).toFixed(2);
  return { direction, confidence, reasons: [`${pct.toFixed(2)} % in ${HOURS} hours`] };
};
