import { Clock } from '../../application/ports/clock.port.js';

/** The clock of people: what they have 60 s by, however fast a pretend market goes. */
export class WallClock extends Clock {
  now(): number {
    return Date.now();
  }
}
