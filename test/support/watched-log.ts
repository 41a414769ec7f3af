import type { EventStore, StoreHealth } from '../../src/application/ports/event-store.port.js';
import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { aFact, collect, idsOf, iteratorOf } from './facts.js';

const RETRY_MS = 20;
const LOOK_MS = 5;
const STREAM = 'order-watched';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
};

/**
 * One writer that appends fact after fact and repeats what was not acknowledged, one subscriber, and somebody who writes
 * down what the health says: for tests that take the server away meanwhile.
 */
export class WatchedLog {
  /** Steps of the test and each change of the health, in order. */
  readonly story: string[] = [];
  readonly acknowledged: string[] = [];
  readonly seen: string[] = [];
  readonly outcomes = new Set<string>();
  private readonly watch: NodeJS.Timeout;
  private readonly writing: Promise<void>;
  private readonly subscription;
  private ended = false;

  /** `at` is the wall clock that the facts are stamped with. */
  constructor(
    private readonly store: EventStore,
    private readonly bytes = 100,
    private readonly at: () => number = () => 1_700_000_000_000,
  ) {
    this.watch = setInterval(() => this.note(store.health()), LOOK_MS);
    this.subscription = iteratorOf(store.subscribe());
    void this.follow();
    this.writing = this.write();
  }

  step(words: string): void {
    this.story.push(`-- ${words}`);
  }

  /** Waits for so many more acknowledged facts. */
  async goesOn(count = 20): Promise<void> {
    const wanted = this.acknowledged.length + count;
    await until(() => this.acknowledged.length >= wanted);
    await until(() => this.store.health().status === 'up');
  }

  /** Waits until the health says that it is down, for a reason like this, since the last step. */
  saysDown(reason: RegExp): Promise<void> {
    return until(() => {
      const since = this.story.slice(this.story.findLastIndex((line) => line.startsWith('--')));
      return since.some((line) => line.startsWith('down') && reason.test(line));
    });
  }

  /** Stops the writer and answers what the log and the subscriber have; equal to `acknowledged` if all is well. */
  async end(): Promise<{ stored: readonly string[]; seen: readonly string[] }> {
    this.ended = true;
    await this.writing;
    await until(() => this.seen.length >= this.acknowledged.length);
    clearInterval(this.watch);
    await this.subscription.return?.();
    return { stored: idsOf(await collect(this.store.readStream(STREAM))), seen: this.seen };
  }

  private note({ status, detail }: StoreHealth): void {
    const line = `${status}: ${detail}`;
    if (this.story.findLast((known) => !known.startsWith('--')) !== line || this.story.at(-1)?.startsWith('--'))
      this.story.push(line);
  }

  private async write(): Promise<void> {
    for (let n = 0; !this.ended;) {
      const id = `f${n}`;
      const fact = aFact(id, { id, text: 'x'.repeat(this.bytes) });
      const stamped = { ...fact, metadata: { ...fact.metadata, at: this.at() } };
      try {
        await this.store.append(STREAM, [stamped], n === 0 ? 'none' : n - 1);
        this.acknowledged.push(id);
        n += 1;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.outcomes.add(error.outcome);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async follow(): Promise<void> {
    for (;;) {
      const next = await this.subscription.next();
      if (next.done) return;
      this.seen.push(next.value.metadata.eventId);
    }
  }
}
