import {
  type AppendResult,
  type EventStore,
  type ExpectedVersion,
  type NewFact,
  type ReadAllOptions,
  type ReadStreamOptions,
  StoreUnavailable,
} from '../../src/application/ports/event-store.port.js';
import { StoreAround } from '../../src/application/ports/store-around.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
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
export class FlakyStore extends StoreAround {
  private chance;
  troubles = 0;

  constructor(
    inner: EventStore,
    private readonly flakiness: Flakiness,
  ) {
    super(inner);
    this.chance = prngFrom('flaky store', flakiness.seed);
  }

  override async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    // The venue is another house: its book does not fail with ours.
    if (categoryOf(stream) === 'paperVenue') return this.inner.append(stream, facts, expected);
    this.fail(this.flakiness.lost, 'not-applied');
    const result = await this.inner.append(stream, facts, expected);
    this.fail(this.flakiness.unanswered, 'unknown');
    return result;
  }

  override readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    if (categoryOf(stream) !== 'paperVenue') this.fail(this.flakiness.lost, 'not-applied');
    return this.inner.readStream(stream, options);
  }

  override readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact> {
    this.fail(this.flakiness.lost, 'not-applied');
    return this.inner.readAll(options);
  }

  private fail(share: number, outcome: 'not-applied' | 'unknown'): void {
    this.chance = advance(this.chance);
    if (uniformOf(this.chance) >= share) return;
    this.troubles += 1;
    throw new StoreUnavailable(outcome, `pretended: ${outcome}`);
  }
}
