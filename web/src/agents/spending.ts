/** How much of the day's money for models is gone, and what that does to their rhythm. */
import { add, compare, multiply, subtract } from '../format/decimal.js';
import type { ModelSpendView } from '../api/shapes.js';

/** From this part of the day's limit on, models are asked half as often. */
const SLOW_FROM = '0.8';

/** Open reservations count as spent. */
const goneOf = ({ spent, open }: ModelSpendView): string => add(spent, open) ?? spent;

export const leftOf = (day: ModelSpendView): string | undefined =>
  day.limit === undefined ? undefined : subtract(day.limit, goneOf(day));

export const paceWords = (day: ModelSpendView): string => {
  const { limit } = day;
  if (limit === undefined) return 'full';
  const gone = goneOf(day);
  if (compare(gone, limit) >= 0) return 'rules only: the day is spent';
  return compare(gone, multiply(limit, SLOW_FROM) ?? limit) >= 0 ? 'slow: models are asked half as often' : 'full';
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Of the UTC day of the market; undefined where nothing was reserved on it. */
export const todayOf = (days: readonly ModelSpendView[], marketTime: number): ModelSpendView | undefined =>
  days.find(({ date }) => date === dayOf(marketTime));
