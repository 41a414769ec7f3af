import type { DataSource } from 'typeorm';
import { type Snapshot, Snapshots } from '../../../application/ports/snapshots.port.js';
import { readState, type SnapshotText, writeState } from '../snapshot-text.js';
import { storeAway } from './store-away.js';

const LOAD = 'select store_id, version, event_id, fold, state as text, digest from snapshots where stream = $1';
const SAVE = `insert into snapshots (stream, store_id, version, event_id, fold, state, digest)
    values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (stream) do update set store_id = excluded.store_id, version = excluded.version,
    event_id = excluded.event_id, fold = excluded.fold, state = excluded.state, digest = excluded.digest`;

interface SnapshotRow extends SnapshotText {
  readonly store_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly fold: string;
}

/** @throws StoreUnavailable while the server is away */
export class PostgresSnapshots extends Snapshots {
  constructor(private readonly source: DataSource) {
    super();
  }

  async load(stream: string): Promise<Snapshot | undefined> {
    const [row] = await this.source.manager.query<SnapshotRow[]>(LOAD, [stream]).catch(storeAway);
    if (!row) return undefined;
    const { store_id: storeId, version, event_id: eventId, fold } = row;
    return { stream, storeId, version, eventId, fold, state: readState(stream, row) };
  }

  async save({ stream, storeId, version, eventId, fold, state }: Snapshot): Promise<void> {
    const { text, digest } = writeState(state);
    await this.source.manager.query(SAVE, [stream, storeId, version, eventId, fold, text, digest]).catch(storeAway);
  }
}
