import type { Timing } from '../../../src/infrastructure/llm/calling/timing.js';

/** Real time, so many times as fast: pauses and deadlines keep their proportions and take no time. */
export const fastTiming = (times: number): Timing => ({
  now: () => performance.now() * times,
  after: (ms, run) => {
    const timer = setTimeout(run, ms / times);
    return () => clearTimeout(timer);
  },
});
