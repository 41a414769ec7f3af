import type { UnixMs } from '../../domain/shared/time.js';
import { Clock } from '../ports/clock.port.js';

/** A clock that whoever drives the market moves, and only when everything has settled. */
export class PretendClock extends Clock {
  constructor(private at: UnixMs = 0) {
    super();
  }

  now(): UnixMs {
    return this.at;
  }

  /** Never goes back. */
  moveTo(at: UnixMs): void {
    if (at > this.at) this.at = at;
  }
}
