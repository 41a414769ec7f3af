import { randomUUID } from 'node:crypto';
import {
  type AppendResult,
  ConcurrencyError,
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
import { categoryOf } from '../../../domain/shared/stream-names.js';
import { FACT_UPCASTS, type UpcastTable } from '../../../domain/shared/upcasts.js';
import { assertStorable } from '../codec/plain-json.js';
import { numberOf, positionOf } from '../codec/position.js';
import { upcast } from '../codec/upcasts.js';
import { PulledSubscription } from '../subscriptions/pulled-subscription.js';
import { MemoryTail } from './memory-tail.js';

/**
 * The reference for the contract suite, and the store of backtests: about 1 us a fact. Facts are kept as given (they
 * are immutable by type); whoever changes one afterwards changes the log.
 */
export class MemoryEventStore extends EventStore {
  private readonly log: RecordedFact[] = [];
  private readonly byStream = new Map<string, RecordedFact[]>();
  private readonly subscriptions = new Set<PulledSubscription>();
  private readonly waiting = new Set<() => void>();
  private closed = false;

  constructor(
    private readonly id: string = randomUUID(),
    private readonly upcasts: UpcastTable = FACT_UPCASTS,
  ) {
    super();
  }

  storeId(): Promise<string> {
    return Promise.resolve(this.id);
  }

  append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    try {
      return Promise.resolve(this.appendNow(stream, facts, expected));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** {@link append} without a promise: a backtest that awaits nothing is twice as fast. */
  appendNow(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): AppendResult {
    if (this.closed) throw new StoreUnavailable('not-applied', 'the store is closed');
    assertStorable(stream, facts);
    const own = this.byStream.get(stream);
    const actual = own === undefined ? -1 : own.length - 1;
    const wanted = expected === 'none' ? -1 : expected;
    if (wanted !== actual) return this.repeated(own ?? [], stream, facts, expected);
    return this.write(own ?? this.newStream(stream), stream, facts);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedFact> {
    const facts = this.byStream.get(stream) ?? [];
    const from = options.from ?? 0;
    const limit = options.limit ?? Infinity;
    if (!options.backwards) {
      for (let i = from, n = 0; i < facts.length && n < limit; i++, n++) yield this.read(facts[i]);
      return;
    }
    for (let i = facts.length - 1, n = 0; i >= from && n < limit; i--, n++) yield this.read(facts[i]);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedFact> {
    const limit = options.limit ?? Infinity;
    const wanted = options.categories && new Set(options.categories);
    for (let i = numberOf(options.after), n = 0; i < this.log.length && n < limit; i++) {
      const fact = this.log[i] as RecordedFact;
      if (wanted && !wanted.has(categoryOf(fact.stream))) continue;
      n += 1;
      yield this.read(fact);
    }
  }

  subscribe(options: SubscribeOptions = {}): Subscription {
    const read = (fact: RecordedFact) => this.read(fact);
    const source = new MemoryTail(this.log, this.waiting, numberOf(options.after), options.categories, read);
    const subscription = new PulledSubscription(source, (s) => this.subscriptions.delete(s));
    this.subscriptions.add(subscription);
    if (this.closed) void subscription.return();
    return subscription;
  }

  head(): Promise<Position | undefined> {
    return Promise.resolve(this.log.at(-1)?.position);
  }

  health(): StoreHealth {
    return this.closed ? { status: 'down', detail: 'closed' } : { status: 'up', detail: `${this.log.length} facts` };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.return()));
  }

  /** Not at the head: fine if exactly these facts already stand there (a retry), else somebody else came first. */
  private repeated(
    own: readonly RecordedFact[],
    stream: string,
    facts: readonly NewFact[],
    expected: ExpectedVersion,
  ): AppendResult {
    const first = expected === 'none' ? 0 : expected + 1;
    const stored = own.slice(first, first + facts.length);
    const last = stored.at(-1);
    const same = facts.every((fact, i) => stored[i]?.metadata.eventId === fact.metadata.eventId);
    if (!same || last === undefined) {
      throw new ConcurrencyError(stream, expected, own.length === 0 ? 'none' : own.length - 1);
    }
    return { version: last.version, position: last.position, facts: stored.map((fact) => this.read(fact)) };
  }

  /** In its present shape, as it would come back from a store of text. */
  private read(fact: RecordedFact | undefined): RecordedFact {
    return upcast(this.upcasts, fact as RecordedFact);
  }

  private write(own: RecordedFact[], stream: string, facts: readonly NewFact[]): AppendResult {
    const stored: RecordedFact[] = [];
    for (const { type, data, metadata } of facts) {
      const position = positionOf(this.log.length + 1);
      const fact: RecordedFact = { stream, version: own.length, position, type, data, metadata };
      own.push(fact);
      this.log.push(fact);
      stored.push(fact);
    }
    if (this.waiting.size > 0) this.wake();
    const last = stored[stored.length - 1] as RecordedFact;
    return { version: last.version, position: last.position, facts: stored.map((fact) => this.read(fact)) };
  }

  private newStream(stream: string): RecordedFact[] {
    const facts: RecordedFact[] = [];
    this.byStream.set(stream, facts);
    return facts;
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resume of waiting) resume();
  }
}
