import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import {
  type AppendResult,
  EventStore,
  type ExpectedVersion,
  type NewFact,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoreHealth,
  type SubscribeOptions,
  type Subscription,
} from './event-store.port.js';

/** A log that passes every call on to another one. What stands before a log extends it by the calls that it cares about. */
export abstract class StoreAround extends EventStore {
  constructor(protected readonly inner: EventStore) {
    super();
  }

  storeId(): Promise<string> {
    return this.inner.storeId();
  }

  append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    return this.inner.append(stream, facts, expected);
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    return this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact> {
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
}
