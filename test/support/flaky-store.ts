import {
  type AppendResult,
  EventStore,
  type ExpectedVersion,
  type NewFact,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoreHealth,
  StoreUnavailable,
  type SubscribeOptions,
  type Subscription,
} from '../../src/application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../src/domain/shared/fact.js';
import { categoryOf } from '../../src/domain/shared/stream-names.js';
import { advance, prngFrom, uniformOf } from '../../src/domain/shared/prng.js';

export interface Flakiness {
  readonly seed: number;
  /** Share of appends and reads that surely did nothing, 0..1. */
  readonly lost: number;
  /** Share of appends that were stored and whose answer was lost. */
  readonly unanswered: number;
}

/** A store that is away now and then, and sometimes has stored what it did not confirm. */
export class FlakyStore extends EventStore {
  private chance;
  troubles = 0;

  constructor(
    private readonly inner: EventStore,
    private readonly flakiness: Flakiness,
  ) {
    super();
    this.chance = prngFrom('flaky store', flakiness.seed);
  }

  storeId(): Promise<string> {
    return this.inner.storeId();
  }

  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    // The venue is another house: its book does not fail with ours.
    if (categoryOf(stream) === 'paperVenue') return this.inner.append(stream, facts, expected);
    this.fail(this.flakiness.lost, 'not-applied');
    const result = await this.inner.append(stream, facts, expected);
    this.fail(this.flakiness.unanswered, 'unknown');
    return result;
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    if (categoryOf(stream) !== 'paperVenue') this.fail(this.flakiness.lost, 'not-applied');
    return this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact> {
    this.fail(this.flakiness.lost, 'not-applied');
    return this.inner.readAll(options);
  }

  subscribe(options?: SubscribeOptions): Subscription {
    return this.inner.subscribe(options);
  }

  head(): Promise<Position | undefined> {
    return this.inner.head();
  }

  health(): StoreHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private fail(share: number, outcome: 'not-applied' | 'unknown'): void {
    this.chance = advance(this.chance);
    if (uniformOf(this.chance) >= share) return;
    this.troubles += 1;
    throw new StoreUnavailable(outcome, `pretended: ${outcome}`);
  }
}
