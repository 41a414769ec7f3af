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
} from '../../../application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../domain/shared/fact.js';
import { assertStorable } from '../codec/plain-json.js';
import { PulledSubscription } from '../subscriptions/pulled-subscription.js';
import { Appender } from './appender.js';
import type { StoreIdentity } from './identity.js';
import { LogReader, type ReaderParts } from './log-reader.js';
import { LogTail } from './log-tail.js';
import { placeOf, textOf } from './log-position.js';

/** The log in EventStoreDB or KurrentDB. Opened by {@link openEventStoreDb}. */
export class EventStoreDbEventStore extends EventStore {
  private readonly reader: LogReader;
  private readonly appender: Appender;
  private readonly subscriptions = new Set<PulledSubscription>();
  private readonly appending = new Set<Promise<unknown>>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly parts: ReaderParts,
    private readonly identity: StoreIdentity,
  ) {
    super();
    this.reader = new LogReader(parts, identity.origin);
    this.appender = new Appender(parts, this.reader);
  }

  storeId(): Promise<string> {
    return Promise.resolve(this.identity.id);
  }

  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    this.assertOpen();
    assertStorable(stream, facts);
    const work = this.appender.append(stream, facts, expected);
    this.appending.add(work);
    try {
      return await work;
    } finally {
      this.appending.delete(work);
    }
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedFact> {
    this.assertOpen();
    yield* this.reader.ofStream(stream, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedFact> {
    this.assertOpen();
    yield* this.reader.ofLog(options);
  }

  subscribe(options: SubscribeOptions = {}): Subscription {
    const { after = textOf(this.identity.origin), categories } = options;
    // Refused here and not by the node, where a bad position would look like trouble that may pass.
    placeOf(after);
    const tail = new LogTail(this.parts, after, categories);
    const subscription = new PulledSubscription(tail, (closed) => this.subscriptions.delete(closed));
    this.subscriptions.add(subscription);
    if (this.closing) void subscription.return();
    return subscription;
  }

  async head(): Promise<Position | undefined> {
    this.assertOpen();
    return this.reader.head();
  }

  health(): StoreHealth {
    const trouble = this.closing ? 'closed' : this.parts.health.trouble;
    return trouble === undefined
      ? { status: 'up', detail: 'EventStoreDB answers' }
      : { status: 'down', detail: trouble };
  }

  /** Appends under way get their answer (or their deadline); readers are cut off. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.return()));
    await Promise.allSettled([...this.appending]);
    this.parts.calls.close();
    await this.parts.client.dispose();
  }

  private assertOpen(): void {
    if (this.closing) throw new StoreUnavailable('not-applied', 'the store is closed');
  }
}
