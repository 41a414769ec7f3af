/** Waits, but not past the end of the runner. */
export type Pause = (ms: number) => Promise<void>;

/** Waits that end at once when the work is to stop. */
export class Sleeper {
  private readonly sleeping = new Set<() => void>();
  stopped = false;

  readonly pause: Pause = (ms) => {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleeping.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.sleeping.add(wake);
    });
  };

  stop(): void {
    this.stopped = true;
    for (const wake of [...this.sleeping]) wake();
  }
}
