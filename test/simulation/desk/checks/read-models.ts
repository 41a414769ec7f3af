import type {
  EventStore,
  ReadAllOptions,
  ReadStreamOptions,
  SubscribeOptions,
  Subscription,
} from '../../../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { MemoryReadStore } from '../../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { PROJECTIONS } from '../../../../src/projections/registry.js';
import { ProjectionRunner } from '../../../../src/projections/runner/projection-runner.js';
import { verifyProjections } from '../../../../src/projections/verify-projections.js';
import { Broken } from './broken.js';

/** Facts that a subscription tells before it ends without a word. */
const DROPS_AFTER = 150;
const PATIENCE_MS = 30_000;

/** A log whose subscriptions break off so many times. */
class DroppingLog {
  dropped = 0;

  constructor(
    private readonly store: EventStore,
    private readonly drops: number,
  ) {}

  storeId = () => this.store.storeId();
  head = () => this.store.head();
  readStream = (stream: string, options?: ReadStreamOptions) => this.store.readStream(stream, options);
  readAll = (options?: ReadAllOptions) => this.store.readAll(options);
  subscribe = (options?: SubscribeOptions): Subscription => {
    const inner = this.store.subscribe(options);
    return this.dropped < this.drops ? this.dropping(inner) : inner;
  };

  /** By hand and not as a generator: one that waits for a fact could not be closed. */
  private dropping(subscription: Subscription): Subscription {
    const inner = subscription[Symbol.asyncIterator]();
    let told = 0;
    const next = async (): Promise<IteratorResult<RecordedFact>> => {
      if (told++ < DROPS_AFTER) return inner.next();
      this.dropped += 1;
      await inner.return?.();
      throw new Error('pretended: the subscription broke off');
    };
    const end = async (): Promise<IteratorResult<RecordedFact>> => {
      await inner.return?.();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
  }
}

/** The read models, kept from the first fact on over a subscription that breaks off. */
export class ReadModels {
  private readonly rows = new MemoryReadStore();
  private readonly log: DroppingLog;
  private readonly runner: ProjectionRunner;

  constructor(
    private readonly store: EventStore,
    drops: number,
  ) {
    this.log = new DroppingLog(store, drops);
    this.runner = new ProjectionRunner(this.log, this.rows);
  }

  start(): Promise<void> {
    return this.runner.start();
  }

  /** Waits for the end of the log and lays the rows against a fresh fold of it. Returns how often the log broke off. */
  async finish(): Promise<number> {
    const head = (await this.store.head()) ?? '';
    const reached = await Promise.all(PROJECTIONS.map(({ name }) => this.rows.reaches(name, head, PATIENCE_MS)));
    await this.runner.stop();
    const late = PROJECTIONS.filter((_, n) => reached[n] === false).map(({ name }) => name);
    if (late.length > 0) throw new Broken(`read models do not get to the end of the log: ${late.join(', ')}`);
    for (const { name, holds, detail } of await verifyProjections(this.store, this.rows)) {
      if (!holds) throw new Broken(`invariant 7: read model ${name}: ${detail}`);
    }
    return this.log.dropped;
  }
}
