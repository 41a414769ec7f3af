import type { Candle } from '../../../domain/market/candle.js';
import type { Position, RecordedFact } from '../../../domain/shared/fact.js';
import { CandleArchive, type CandleQuery } from '../../../application/ports/candle-archive.port.js';
import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
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
} from '../../../application/ports/event-store.port.js';
import { type Snapshot, Snapshots } from '../../../application/ports/snapshots.port.js';
import type { Storage } from '../open-storage.js';
import type { LeaseTerm } from './lease-term.js';

/** A log that only a holder of the lease appends to; the pretend venue's book is part of it. */
class LeasedStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly term: LeaseTerm,
  ) {
    super();
  }

  storeId(): Promise<string> {
    return this.store.storeId();
  }

  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    this.term.assertHeld();
    return this.store.append(stream, facts, expected);
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    return this.store.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact> {
    return this.store.readAll(options);
  }

  subscribe(options?: SubscribeOptions): Subscription {
    return this.store.subscribe(options);
  }

  head(): Promise<Position | undefined> {
    return this.store.head();
  }

  health(): StoreHealth {
    return this.store.health();
  }

  /** The store is the process's and outlives the term. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The token is checked by the statement that writes; the look before it spares a paused process the attempt. */
class LeasedCheckpoints extends Checkpoints {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly term: LeaseTerm,
  ) {
    super();
  }

  load(listener: string): Promise<Checkpoint | undefined> {
    return this.checkpoints.load(listener);
  }

  async save(listener: string, checkpoint: Checkpoint): Promise<void> {
    this.term.assertHeld();
    await this.checkpoints.save(listener, checkpoint, this.term.fence);
  }
}

class LeasedArchive extends CandleArchive {
  constructor(
    private readonly archive: CandleArchive,
    private readonly term: LeaseTerm,
  ) {
    super();
  }

  async append(candles: readonly Candle[]): Promise<void> {
    this.term.assertHeld();
    await this.archive.append(candles);
  }

  read(query: CandleQuery): AsyncIterable<Candle> {
    return this.archive.read(query);
  }

  newest(timeframe: Candle['timeframe']): Promise<number | undefined> {
    return this.archive.newest(timeframe);
  }
}

class LeasedSnapshots extends Snapshots {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly term: LeaseTerm,
  ) {
    super();
  }

  load(stream: string): Promise<Snapshot | undefined> {
    return this.snapshots.load(stream);
  }

  async save(snapshot: Snapshot): Promise<void> {
    this.term.assertHeld();
    await this.snapshots.save(snapshot);
  }
}

export type LeasedStorage = Pick<Storage, 'store' | 'checkpoints' | 'archive' | 'snapshots'>;

/** What an engine writes through while its lease lasts. Reading is free. */
export const leasedStorage = (
  { store, checkpoints, archive, snapshots }: LeasedStorage,
  term: LeaseTerm,
): LeasedStorage => ({
  store: new LeasedStore(store, term),
  checkpoints: new LeasedCheckpoints(checkpoints, term),
  archive: new LeasedArchive(archive, term),
  snapshots: new LeasedSnapshots(snapshots, term),
});
