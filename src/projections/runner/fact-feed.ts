import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { FactLog } from '../fact-log.js';
import type { Pause } from './sleeper.js';

/** Facts of a batch, and so rows of a transaction. */
export const BATCH = 500;
/** Facts read ahead while a batch is written. */
const AHEAD = 2 * BATCH;
/** A lone fact waits so long for company: a burst is then one transaction, and no reader notices. */
const GATHER_MS = 10;
const RETRY_MS = 500;

export interface Batch {
  readonly facts: readonly RecordedFact[];
  /** Further facts wait already. */
  readonly more: boolean;
}

/** A subscription in batches: reads ahead while the last batch is written, never further than {@link AHEAD}. */
export class FactFeed {
  private readonly buffer: RecordedFact[] = [];
  private subscription: AsyncIterator<RecordedFact> | undefined;
  private wakeTaker: (() => void) | undefined;
  private wakeReader: (() => void) | undefined;
  private closed = false;
  /** Why facts do not come at present; undefined while they do. */
  trouble: string | undefined;

  constructor(
    private readonly log: FactLog,
    private after: Position | undefined,
    private readonly pause: Pause,
  ) {
    void this.read();
  }

  /** The next facts, at least one; none once the feed is closed. */
  async take(): Promise<Batch> {
    while (this.buffer.length === 0 && !this.closed) {
      await new Promise<void>((resolve) => (this.wakeTaker = resolve));
    }
    // A batch that fills up meanwhile goes at once: far behind, nobody waits.
    if (!this.isFull()) await Promise.race([this.pause(GATHER_MS), this.filled()]);
    const facts = this.buffer.splice(0, BATCH);
    this.wakeReader?.();
    return { facts, more: this.buffer.length > 0 };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wakeTaker?.();
    this.wakeReader?.();
    await this.subscription?.return?.();
  }

  private isFull(): boolean {
    return this.buffer.length >= BATCH || this.closed;
  }

  private filled(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeTaker = () => this.isFull() && resolve();
    });
  }

  private async read(): Promise<void> {
    while (!this.closed) {
      try {
        await this.readOn();
      } catch (error) {
        this.trouble = error instanceof Error ? error.message : String(error);
        await this.pause(RETRY_MS);
      }
    }
  }

  private async readOn(): Promise<void> {
    const from = this.after === undefined ? {} : { after: this.after };
    this.subscription = this.log.subscribe(from)[Symbol.asyncIterator]();
    for (;;) {
      while (this.buffer.length >= AHEAD && !this.closed) {
        await new Promise<void>((resolve) => (this.wakeReader = resolve));
      }
      if (this.closed) return;
      const next = await this.subscription.next();
      if (next.done) return;
      this.trouble = undefined;
      this.after = next.value.position;
      this.buffer.push(next.value);
      this.wakeTaker?.();
    }
  }
}
