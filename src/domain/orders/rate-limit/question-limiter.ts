/**
 * How much may be asked of a venue (look-ups, lists): Kraken's counter of REST calls on its lowest tier ("Spot REST rate
 * limits", docs.kraken.com): 15 points, 0.33 a second off, 1 point a call of the kinds that are asked here. Integers: a
 * point is 100 000 units, of which 33 come off each ms.
 */
import type { UnixMs } from '../../shared/time.js';

export interface QuestionLimiter {
  /** Units at `at`. */
  readonly level: number;
  readonly at: UnixMs;
  /** No list before it. */
  readonly listsFrom?: UnixMs;
}

/** What became of one order, or one of the long lists. */
export type QuestionKind = 'look-up' | 'list';

const UNITS_PER_POINT = 100_000;
const UNITS_PER_MS = 33;
const ROOM = 15 * UNITS_PER_POINT;
/** The rest is kept for look-ups: that of a stop whose answer is lost must not wait for a comparison of everything. */
const LIST_ROOM = 10 * UNITS_PER_POINT;
/** Held back once, lists wait for so much calm that the next comparison comes to its end instead of being cut off too. */
const CALM = 2 * UNITS_PER_POINT;

/** At a start: as the venue tells, in thousandths of a point, or full where it does not. */
export const questionLimiter = (told: number | undefined, at: UnixMs): QuestionLimiter => ({
  level: told === undefined ? ROOM : Math.ceil((told * UNITS_PER_POINT) / 1_000),
  at,
});

const levelAt = ({ level, at }: QuestionLimiter, now: UnixMs): number =>
  Math.max(0, level - Math.max(0, now - at) * UNITS_PER_MS);

const calmerAt = (limiter: QuestionLimiter, level: number, now: UnixMs): UnixMs =>
  now + Math.max(0, Math.ceil((levelAt(limiter, now) - level) / UNITS_PER_MS));

/** The first instant from `now` on at which a question may be asked. */
export const mayAskAt = (limiter: QuestionLimiter, kind: QuestionKind, now: UnixMs): UnixMs => {
  if (kind === 'look-up') return calmerAt(limiter, ROOM - UNITS_PER_POINT, now);
  return Math.max(calmerAt(limiter, LIST_ROOM - UNITS_PER_POINT, now), limiter.listsFrom ?? now);
};

/** The question is being asked: it counts whatever becomes of it. */
export const asked = (limiter: QuestionLimiter, now: UnixMs): QuestionLimiter => ({
  ...limiter,
  level: levelAt(limiter, now) + UNITS_PER_POINT,
  at: now,
});

/** A list had to be held back. */
export const listHeldBack = (limiter: QuestionLimiter, now: UnixMs): QuestionLimiter => ({
  ...limiter,
  listsFrom: Math.max(calmerAt(limiter, CALM, now), limiter.listsFrom ?? now),
});
