/** Waits that end at once when the work is to stop. */
export class Sleeper {
  private readonly sleeping = new Set<() => void>();
  stopped = false;

  readonly pause = (ms: number): Promise<void> => {
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
