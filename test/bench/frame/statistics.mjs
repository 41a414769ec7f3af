/** What a bench says of several rounds. A median, because one round on a shared machine may meet somebody else's work. */

/** The value below which `share` (0..1) of the values lie. Throws on none. */
export const quantile = (values, share) => {
  if (values.length === 0) throw new Error('a bench measured nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** `{ median, min, max }` of at least one number. */
export const spread = (values) => {
  const [low, high] = [quantile(values, 0), quantile(values, 1)];
  const middle = values.length % 2 === 1 ? quantile(values, 0.5) : mean(quantile(values, 0.5), lower(values));
  return { median: middle, min: low, max: high };
};

const mean = (a, b) => (a + b) / 2;
const lower = (values) => [...values].sort((a, b) => a - b)[values.length / 2 - 1];

/** Three significant digits, thousands apart: `12 300`, `1.24`, `0.052`. */
export const figure = (value) => {
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) < 1_000) return String(rounded);
  return Math.round(rounded)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ' ');
};
