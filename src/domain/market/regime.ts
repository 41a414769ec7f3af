/** One enum for the whole program; the order is the order of the table, the first match holds. */
export const REGIMES = ['unknown', 'volatile', 'choppy', 'trending_bull', 'trending_bear', 'quiet', 'ranging'] as const;
export type Regime = (typeof REGIMES)[number];
