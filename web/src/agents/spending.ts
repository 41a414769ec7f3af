import type { ModelSpendView } from '../api/shapes.js';

/** What the money that is left does to the rhythm of models. */
export const PACE_WORDS: Readonly<Record<ModelSpendView['pace'], string>> = {
  full: 'full',
  slow: 'slow: models are asked half as often',
  'rules-only': 'rules only: the day is spent',
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Of the UTC day of the market; undefined where nothing was reserved on it. */
export const todayOf = (days: readonly ModelSpendView[], marketTime: number): ModelSpendView | undefined =>
  days.find(({ date }) => date === dayOf(marketTime));
