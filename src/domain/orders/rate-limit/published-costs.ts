/**
 * What a call of the matching engine costs in points, as Kraken publishes it ("Spot trading limits", docs.kraken.com):
 * an order 1; an amendment 1 and a cancel 0, both dearer the younger the order is. The counter of a pair loses 1 point a
 * second and may reach 60 on the lowest tier. Here in thousandths of a point, so that one comes off each ms.
 */
export type EngineCallKind = 'add' | 'amend' | 'cancel';

export const POINT = 1_000;
/** Of the lowest tier: who has a higher one is held back too early, never too late. */
export const ENGINE_ROOM = 60 * POINT;

const AMEND_PENALTIES = [
  { youngerThanMs: 5_000, points: 3 },
  { youngerThanMs: 10_000, points: 2 },
  { youngerThanMs: 15_000, points: 1 },
] as const;
const CANCEL_PENALTIES = [
  { youngerThanMs: 5_000, points: 8 },
  { youngerThanMs: 10_000, points: 6 },
  { youngerThanMs: 15_000, points: 5 },
  { youngerThanMs: 45_000, points: 4 },
  { youngerThanMs: 90_000, points: 2 },
  { youngerThanMs: 300_000, points: 1 },
] as const;

/** From this age on an order costs nothing extra. */
export const FREE_AGE_MS = 300_000;
/** The dearest cancel: of an order that was placed just now. */
export const DEAREST_CANCEL = CANCEL_PENALTIES[0].points * POINT;

type Penalties = readonly { readonly youngerThanMs: number; readonly points: number }[];

const penaltyOf = (penalties: Penalties, ageMs: number): number =>
  (penalties.find(({ youngerThanMs }) => ageMs < youngerThanMs)?.points ?? 0) * POINT;

/** Thousandths of a point; `ageMs` since the order was placed or last amended. */
export const costOf = (kind: EngineCallKind, ageMs: number): number => {
  if (kind === 'add') return POINT;
  return kind === 'amend' ? POINT + penaltyOf(AMEND_PENALTIES, ageMs) : penaltyOf(CANCEL_PENALTIES, ageMs);
};
