import type { RecordedFact } from '../../../domain/shared/fact.js';

/** Where a subscription gets its facts. */
export interface FactSource {
  /** The next facts in order, at least one; waits for them as long as it takes. Called once at a time. */
  next(): Promise<readonly RecordedFact[]>;
  /** Lets go of whatever a waiting `next` holds. It may then stay pending for ever. */
  close(): void;
}

type Result = IteratorResult<RecordedFact, undefined>;
const DONE: Result = { done: true, value: undefined };

/**
 * The iterator that every adapter hands out. Not a generator: a generator queues `return()` behind a `next()` that
 * waits for the next fact, so nobody could close a quiet subscription.
 */
export class PulledSubscription implements AsyncIterableIterator<RecordedFact, undefined> {
  private page: readonly RecordedFact[] = [];
  private at = 0;
  private closed = false;
  private pending: Promise<Result> | undefined;
  private release: (() => void) | undefined;

  constructor(
    private readonly source: FactSource,
    private readonly onClose: (subscription: PulledSubscription) => void,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.closed) return Promise.resolve(DONE);
    // Only one pull at a time: a second caller takes its turn behind the first.
    if (this.pending) return this.pending.then(() => this.next());
    const fact = this.page[this.at];
    if (fact !== undefined) {
      this.at += 1;
      return Promise.resolve({ done: false, value: fact });
    }
    this.pending = this.pull().finally(() => (this.pending = undefined));
    return this.pending;
  }

  return(): Promise<Result> {
    if (!this.closed) {
      this.closed = true;
      this.page = [];
      this.source.close();
      this.release?.();
      this.onClose(this);
    }
    return Promise.resolve(DONE);
  }

  private pull(): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.release = () => resolve(DONE);
      this.source.next().then((page) => {
        if (this.closed) return;
        this.page = page;
        this.at = 1;
        const first = page[0];
        if (first === undefined) reject(new Error('a fact source gave an empty page'));
        else resolve({ done: false, value: first });
      }, reject);
    });
  }
}
