/** The passing of time, handed in so that a test can make it pass at once. */
export interface Timing {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Runs something later; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const REAL_TIMING: Timing = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
