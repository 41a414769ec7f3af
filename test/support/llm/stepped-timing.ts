import type { Timing } from '../../../src/infrastructure/llm/calling/timing.js';

/** Time that passes only when it is told to; what falls due runs in its order. */
export class SteppedTiming implements Timing {
  private at = 0;
  private readonly due: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.at;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.at + ms, run };
    this.due.push(entry);
    return () => {
      const index = this.due.indexOf(entry);
      if (index >= 0) this.due.splice(index, 1);
    };
  }

  /** Pauses that are waited for, ms from now. */
  waits(): readonly number[] {
    return this.due.map(({ at }) => at - this.at).sort((a, b) => a - b);
  }

  /** Lets time pass, and all that hangs on it happen. */
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      await settled();
      const next = this.due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.at = Math.max(this.at, next.at);
      this.due.splice(this.due.indexOf(next), 1);
      next.run();
    }
    this.at = end;
    await settled();
  }
}

/** After everything that waits for nothing but its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
