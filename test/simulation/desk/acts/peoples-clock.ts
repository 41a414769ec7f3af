import { Clock } from '../../../../src/application/ports/clock.port.js';
import type { UnixMs } from '../../../../src/domain/shared/time.js';

/** The wall that people look at: it knows nothing of the market's time, and moves when somebody waits. */
export class PeoplesClock extends Clock {
  private at: UnixMs = Date.UTC(2026, 0, 1);

  now(): UnixMs {
    return this.at;
  }

  wait(ms: number): void {
    this.at += ms;
  }
}
