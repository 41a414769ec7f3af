import type { Timing } from './timing.js';

/** The time of one call, all its attempts and pauses. */
export class Deadline {
  private readonly begun: number;
  private readonly controller = new AbortController();
  private readonly cancel: () => void;

  constructor(
    private readonly timing: Timing,
    private readonly ms: number,
  ) {
    this.begun = timing.now();
    this.cancel = timing.after(ms, () => this.controller.abort());
  }

  elapsed(): number {
    return this.timing.now() - this.begun;
  }

  remaining(): number {
    return this.ms - this.elapsed();
  }

  /** The outcome of `work`, or undefined when time is up, however `work` goes on: it must not reject. */
  async within<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { signal } = this.controller;
    if (signal.aborted) return undefined;
    let up = (): void => undefined;
    const timeIsUp = new Promise<undefined>((resolve) => {
      up = () => resolve(undefined);
    });
    signal.addEventListener('abort', up, { once: true });
    try {
      return await Promise.race([work(signal), timeIsUp]);
    } finally {
      signal.removeEventListener('abort', up);
    }
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.timing.after(ms, resolve));
  }

  end(): void {
    this.cancel();
  }
}
