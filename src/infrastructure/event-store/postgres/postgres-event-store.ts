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
import type { PostgresPool } from '../../postgres/pool.js';
import { assertStorable } from '../codec/plain-json.js';
import { numberOf, positionOf } from '../codec/position.js';
import { upcast } from '../codec/upcasts.js';
import { PagedFacts } from '../subscriptions/paged-facts.js';
import { PulledSubscription } from '../subscriptions/pulled-subscription.js';
import { Appender } from './appender.js';
import { FactPages, type LogPage, PAGE, type StreamPage } from './fact-pages.js';
import { HeadSignal } from './head-signal.js';
import { pagesAhead } from './pages-ahead.js';
import { PostgresTail } from './postgres-tail.js';
import { RecentFacts } from './recent-facts.js';
import { installSchema } from './schema.js';

const LAST_VERSION = 2_147_483_647;

/** The log in PostgreSQL. The pool is the caller's: it may be shared, and stays open after {@link close}. */
export class PostgresEventStore extends EventStore {
  private readonly appender: Appender;
  private readonly pages: FactPages;
  private readonly recent = new RecentFacts();
  private readonly signal: HeadSignal;
  private readonly subscriptions = new Set<PulledSubscription>();
  private trouble: string | undefined;
  private closed = false;

  private constructor(
    private readonly id: string,
    pool: PostgresPool,
    private readonly upcasts: UpcastTable,
  ) {
    super();
    this.appender = new Appender(pool);
    this.pages = new FactPages(pool, upcasts);
    this.signal = new HeadSignal(pool);
  }

  /** Creates the tables if they are not there yet. Fails with the driver's error if the server can't be reached. */
  static async open(pool: PostgresPool, upcasts: UpcastTable = FACT_UPCASTS): Promise<PostgresEventStore> {
    return new PostgresEventStore(await installSchema(pool), pool, upcasts);
  }

  storeId(): Promise<string> {
    return Promise.resolve(this.id);
  }

  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    if (this.closed) throw new StoreUnavailable('not-applied', 'the store is closed');
    assertStorable(stream, facts);
    const { status, version, position } = await this.observed(this.appender.append(stream, facts, expected));
    if (status === 'conflict') throw new ConcurrencyError(stream, expected, version < 0 ? 'none' : version);
    const first = version - facts.length + 1;
    const stored =
      status === 'repeated'
        ? (await this.observed(this.pages.ofStream(stream, first, false, facts.length))).facts()
        : facts.map(({ type, data, metadata }, i) => {
            const place = positionOf(position - facts.length + 1 + i);
            return upcast(this.upcasts, { stream, version: first + i, position: place, type, data, metadata });
          });
    if (status === 'appended') {
      this.recent.add(stored);
      this.signal.advance(position);
    }
    return { version, position: positionOf(position), facts: stored };
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedFact> {
    return new PagedFacts(this.pagesOfStream(stream, options));
  }

  /**
   * Facts that this process has just appended come from memory if they follow `after` directly. While this store hears of
   * others the reading then ends without a look at the server: what another process appended in the last instant comes
   * with the next reading.
   */
  readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedFact> {
    return new PagedFacts(this.pagesOfLog(options));
  }

  private async *pagesOfStream(stream: string, options: ReadStreamOptions) {
    const { from = 0, backwards = false, limit = Infinity } = options;
    let left = limit;
    const load = (at: number) =>
      left <= 0 ? undefined : this.observed(this.pages.ofStream(stream, at, backwards, Math.min(PAGE, left)));
    const following = ({ count, last }: StreamPage) => {
      left -= count;
      return count === PAGE ? load(last + (backwards ? -1 : 1)) : undefined;
    };
    const first = load(backwards ? LAST_VERSION : from);
    if (!first) return;
    for await (const page of pagesAhead(first, following)) {
      const wanted = page.facts().filter((fact) => fact.version >= from);
      yield wanted;
      if (wanted.length < page.count) return;
    }
  }

  private async *pagesOfLog({ after, limit = Infinity, categories }: ReadAllOptions) {
    const wanted = categories && new Set(categories);
    let at = numberOf(after);
    let left = limit;
    while (left > 0) {
      let looked = false;
      const first = this.logPage(at, wanted ? PAGE : Math.min(PAGE, left), categories);
      // Without a filter each position is a fact.
      const last = wanted ? Infinity : at + left;
      const following = ({ upTo, head }: LogPage) => {
        const count = Math.min(PAGE, last - upTo);
        return upTo < head && count > 0 ? this.logPage(upTo, count, categories) : undefined;
      };
      for await (const page of pagesAhead(first, following)) {
        const read = page.facts();
        const facts = wanted ? read.filter((fact) => wanted.has(categoryOf(fact.stream))) : read;
        yield left < facts.length ? facts.slice(0, left) : facts;
        left -= facts.length;
        at = page.upTo;
        looked = !page.remembered;
        if (left <= 0) return;
      }
      // Facts appended while the reader was busy belong to this reading too.
      if (at >= this.recent.newest && (looked || this.nobodyWasHeard(at))) return;
    }
  }

  /** That no other process has gone beyond this position; false also while nobody could be heard. */
  private nobodyWasHeard(at: number): boolean {
    if (!this.closed) this.signal.listen();
    return this.signal.hears && this.signal.known <= at;
  }

  private async logPage(at: number, count: number, categories: readonly string[] | undefined): Promise<LogPage> {
    const own = this.recent.following(at, count);
    if (own.length > 0) return { facts: () => own, upTo: at + own.length, head: this.recent.newest, remembered: true };
    return this.observed(this.pages.ofLog(at, count, categories));
  }

  subscribe(options: SubscribeOptions = {}): Subscription {
    const parts = {
      pages: this.pages,
      recent: this.recent,
      signal: this.signal,
      onTrouble: (trouble: string | undefined) => (this.trouble = trouble),
    };
    const tail = new PostgresTail(parts, numberOf(options.after), options.categories);
    const subscription = new PulledSubscription(tail, (s) => this.subscriptions.delete(s));
    this.subscriptions.add(subscription);
    if (this.closed) void subscription.return();
    else this.signal.listen();
    return subscription;
  }

  async head(): Promise<Position | undefined> {
    const head = await this.observed(this.pages.head());
    return head === 0 ? undefined : positionOf(head);
  }

  health(): StoreHealth {
    const trouble = this.closed ? 'closed' : (this.trouble ?? this.signal.trouble);
    return trouble === undefined ? { status: 'up', detail: 'PostgreSQL answers' } : { status: 'down', detail: trouble };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.return()));
    await this.appender.close();
    await this.signal.close();
  }

  /** Health is what the last request met. */
  private async observed<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      this.trouble = undefined;
      return result;
    } catch (error) {
      if (error instanceof StoreUnavailable) this.trouble = error.message;
      throw error;
    }
  }
}
