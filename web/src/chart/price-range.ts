/** The scale of the price chart: candles first, then the lines of the position. */
interface PriceRange {
  readonly minValue: number;
  readonly maxValue: number;
}

/** How much higher than its candles a chart may grow to show a line: beyond that the candles would be a streak. */
const STRETCH = 4;

/** The candles' range, grown to the lines that are near enough, the nearest first. */
export const rangeWith = (candles: PriceRange, levels: readonly { readonly price: number }[]): PriceRange => {
  const most = STRETCH * (candles.maxValue - candles.minValue);
  const middle = (candles.maxValue + candles.minValue) / 2;
  const nearest = [...levels].sort((a, b) => Math.abs(a.price - middle) - Math.abs(b.price - middle));
  let { minValue, maxValue } = candles;
  for (const { price } of nearest) {
    const [low, high] = [Math.min(minValue, price), Math.max(maxValue, price)];
    if (high - low <= most) [minValue, maxValue] = [low, high];
  }
  return { minValue, maxValue };
};
