/** Provided to the module; shorter in tests. */
export class EventSettings {
  /** Most connections at once. */
  readonly maxListeners: number = 64;
  /** Market and status at most so often, ms: at 60 market seconds a second nobody reads more. */
  readonly updateEveryMs: number = 500;
  /** Longest silence, ms: a reader takes more for a dead line. */
  readonly heartbeatMs: number = 5_000;
  /** A reader that takes nothing for so long is dropped, ms; it resumes by its last event. */
  readonly slowAfterMs: number = 15_000;

  constructor(changes: Partial<EventSettings> = {}) {
    Object.assign(this, changes);
  }
}
