/** The one door to `uuid`: every id of the desk is derived, none is drawn, so that a retry names the same thing. */
import { v5 } from 'uuid';

/** Namespace of all ids of Tribune; changing it changes every id. */
const TRIBUNE = 'b1f9a3c2-6f0e-5c39-9d54-0a4f0c6d7e21';

/** UUIDv5 of the parts joined by `|`. */
export const stableId = (...parts: readonly (string | number)[]): string => v5(parts.join('|'), TRIBUNE);

/**
 * A fraction in [0, 1) with six decimals that depends on the parts alone: the first 32 bits of {@link stableId} over
 * 2^32, cut to millionths. Returned in millionths (0..999 999) to keep it out of floating point.
 */
export const stableMillionths = (...parts: readonly (string | number)[]): number =>
  Math.floor((parseInt(stableId(...parts).slice(0, 8), 16) * 1_000_000) / 4_294_967_296);
