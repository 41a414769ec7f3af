import type { Candle } from '../../../domain/market/candle.js';
import { CandleArchive, type CandleQuery } from '../../../application/ports/candle-archive.port.js';
import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
import type { AppendResult, EventStore } from '../../../application/ports/event-store.port.js';
import { type Snapshot, Snapshots } from '../../../application/ports/snapshots.port.js';
import { StoreAround } from '../../../application/ports/store-around.js';
import type { Storage } from '../open-storage.js';
import type { LeaseTerm } from './lease-term.js';

/** A log that only a holder of the lease appends to; the pretend venue's book is part of it. */
class LeasedStore extends StoreAround {
  constructor(
    store: EventStore,
    private readonly term: LeaseTerm,
  ) {
    super(store);
  }

  override async append(...given: Parameters<EventStore['append']>): Promise<AppendResult> {
    this.term.assertHeld();
    return super.append(...given);
  }

  /** The store is the process's and outlives the term. */
  override close(): Promise<void> {
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
