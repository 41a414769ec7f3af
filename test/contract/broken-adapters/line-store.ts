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
} from '../../../src/application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../src/domain/shared/fact.js';
import { PulledSubscription } from '../../../src/infrastructure/event-store/subscriptions/pulled-subscription.js';
import { turn } from '../store-under-test.js';
import { LineTail } from './line-tail.js';
import type { Listener, SharedLog } from './shared-log.js';

/**
 * A sound store over a line to a shared log: what it does is what an adapter must do, in a few turns of the event loop
 * and without a clock. Each broken adapter is this one with one thing changed.
 */
export class LineStore extends EventStore implements Listener {
  /** Letters that it holds for its readers; what it holds by reference costs nothing. */
  heldLetters = 0;
  cuts = 0;
  idles = 0;
  protected closed = false;
  protected readonly subscriptions = new Set<PulledSubscription>();
  private readonly waiting = new Set<() => void>();
  private requests = 0;
  /** Rises with everything that should make a waiting reader look again. */
  news = 0;

  constructor(readonly shared: SharedLog) {
    super();
    shared.lines.add(this);
  }

  storeId(): Promise<string> {
    return this.shared.facts.storeId();
  }

  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    if (this.closed) throw new StoreUnavailable('not-applied', 'the store is closed');
    const { cuts } = this;
    // Every other request takes longer, so that of some that are cut off together only a part has been applied.
    for (let turns = this.requests++ % 2; turns >= 0; turns--) await turn();
    if (this.cuts > cuts) throw this.lost('on its way');
    const result = await this.apply(stream, facts, expected);
    await turn();
    if (this.cuts > cuts) throw this.lost('on its way back');
    return result;
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedFact> {
    yield* this.shared.facts.readStream(stream, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedFact> {
    yield* this.shared.facts.readAll(options);
  }

  subscribe(options: SubscribeOptions = {}): Subscription {
    const subscription = new PulledSubscription(this.tail(options), (s) => this.subscriptions.delete(s));
    this.subscriptions.add(subscription);
    return subscription;
  }

  head(): Promise<Position | undefined> {
    return Promise.resolve(this.shared.head);
  }

  health(): StoreHealth {
    return this.closed ? { status: 'down', detail: 'closed' } : { status: 'up', detail: 'the line is open' };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.shared.lines.delete(this);
    await Promise.all([...this.subscriptions].map((subscription) => subscription.return()));
  }

  hear(_own: boolean): void {
    this.news += 1;
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resume of waiting) resume();
  }

  cut(): void {
    this.cuts += 1;
    this.hear(true);
  }

  idle(): void {
    this.idles += 1;
    this.hear(true);
  }

  /** Until something is heard. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** What the server does with an append. */
  protected apply(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    return this.shared.append(this, stream, facts, expected);
  }

  protected tail(options: SubscribeOptions): LineTail {
    return new LineTail(this, options);
  }

  protected lost(where: 'on its way' | 'on its way back'): StoreUnavailable {
    return new StoreUnavailable('unknown', `the line was cut with the append ${where}`);
  }
}
