import type { UnixMs } from '../../domain/shared/time.js';

/** The one source of time: the wall, or a pretend market's. */
export abstract class Clock {
  abstract now(): UnixMs;
}
