import type { Timing } from '../../../src/infrastructure/llm/calling/timing.js';

interface Due {
  readonly name: string;
  readonly at: number;
  readonly run: () => void;
}

/**
 * Time that stands still while anybody is at work, and then goes straight to what all wait for. Calls over a real line
 * take exactly as long as their providers say, on any machine, and no time of ours.
 */
export class PatientTiming {
  private at = 0;
  private due: Due[] = [];
  /** Callers whose provider has been asked and has not answered. */
  private readonly asked = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly withDeadline = new Set<string>();

  /** The desk's clock: between two calls its time passes here too. */
  constructor(private readonly clock: () => number) {}

  /** A call of `name`, which has one under way at most; it is at work until its provider thinks. */
  async call<T>(name: string, make: () => Promise<T>): Promise<T> {
    this.at = Math.max(this.at, this.clock());
    this.asked.add(name);
    this.busy.add(name);
    try {
      return await make();
    } finally {
      this.asked.delete(name);
      this.withDeadline.delete(name);
      this.due = this.due.filter((each) => each.name !== name);
      this.rests(name);
    }
  }

  /** The provider of `name` answers after so long; never, where that is not said. Ends with the call at the latest. */
  async thinks(name: string, ms?: number): Promise<void> {
    const thought = ms === undefined ? undefined : new Promise<void>((resolve) => void this.after(name, ms, resolve));
    this.rests(name);
    await thought;
  }

  /** As the calls of `name` have it: they set their deadline first, and wait for all that they set later. */
  of(name: string): Timing {
    return {
      now: () => this.at,
      after: (ms, run) => {
        const cancel = this.after(name, ms, run);
        if (this.withDeadline.has(name)) this.rests(name);
        this.withDeadline.add(name);
        return cancel;
      },
    };
  }

  private after(name: string, ms: number, run: () => void): () => void {
    const entry = { name, at: this.at + ms, run };
    this.due.push(entry);
    return () => {
      this.due = this.due.filter((each) => each !== entry);
    };
  }

  private rests(name: string): void {
    this.busy.delete(name);
    setImmediate(() => this.goOn());
  }

  private goOn(): void {
    if (this.busy.size > 0 || this.asked.size === 0) return;
    const [next] = this.due.sort((a, b) => a.at - b.at);
    if (!next) return;
    this.due = this.due.filter((each) => each !== next);
    this.at = Math.max(this.at, next.at);
    this.busy.add(next.name);
    next.run();
  }
}
