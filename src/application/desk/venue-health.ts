import { MINUTE, type UnixMs } from '../../domain/shared/time.js';

/** Longer than this without an answer: emergency. */
export const UNREACHABLE_MS = MINUTE;
/** One lost call, however long ago, is no outage. */
const FAILURES_IN_A_ROW = 3;

/** Whether the venue answers. In memory: what comes of an outage is recorded, and a restart asks first thing. */
export class VenueHealth {
  private failingSince: UnixMs | undefined;
  private failures = 0;
  private doubtful = false;

  answered(): void {
    this.failingSince = undefined;
    this.failures = 0;
  }

  failed(at: UnixMs): void {
    this.failingSince ??= at;
    this.failures += 1;
  }

  /** A call that may have been carried out: the lists are to be compared. */
  doubt(): void {
    this.doubtful = true;
  }

  takeDoubt(): boolean {
    const { doubtful } = this;
    this.doubtful = false;
    return doubtful;
  }

  get isFailing(): boolean {
    return this.failingSince !== undefined;
  }

  isUnreachable(at: UnixMs): boolean {
    if (this.failingSince === undefined || this.failures < FAILURES_IN_A_ROW) return false;
    return at - this.failingSince > UNREACHABLE_MS;
  }
}
