/**
 * What the pretend venue lets one account ask: Kraken's counter of REST calls for its lowest tier ("Spot REST rate
 * limits", docs.kraken.com): 15 points, 0.33 a second off. Held in hundred-thousandths of a point: 33 of them a ms.
 */
import type { UnixMs } from '../shared/time.js';

export interface QueryCounter {
  /** Hundred-thousandths of a point at `at`. */
  readonly level: number;
  readonly at: UnixMs;
}

const POINT = 100_000;
const DECAY_PER_MS = 33;

export const NO_QUERIES: QueryCounter = { level: 0, at: 0 };
export const QUERY_LIMIT = 'EAPI:Rate limit exceeded';

export const queryLevel = ({ level, at }: QueryCounter, now: UnixMs): number =>
  Math.max(0, level - Math.max(0, now - at) * DECAY_PER_MS);

/** The counter after one more call; undefined where that would exceed `limit` points (0 = no limit). */
export const oneMoreQuery = (counter: QueryCounter, now: UnixMs, limit: number): QueryCounter | undefined => {
  const level = queryLevel(counter, now) + POINT;
  return limit > 0 && level > limit * POINT ? undefined : { level, at: now };
};
