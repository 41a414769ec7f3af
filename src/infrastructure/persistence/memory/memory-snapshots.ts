import { type Snapshot, Snapshots } from '../../../application/ports/snapshots.port.js';
import { readState, type SnapshotText, writeState } from '../snapshot-text.js';

export type KeptSnapshot = Omit<Snapshot, 'state'> & SnapshotText;

/** Kept as text, so that a state which JSON would change is changed here too. */
export class MemorySnapshots extends Snapshots {
  constructor(private readonly saved = new Map<string, KeptSnapshot>()) {
    super();
  }

  async load(stream: string): Promise<Snapshot | undefined> {
    const found = this.saved.get(stream);
    if (!found) return undefined;
    const { storeId, version, eventId, fold } = found;
    return { stream, storeId, version, eventId, fold, state: readState(stream, found) };
  }

  async save({ state, ...rest }: Snapshot): Promise<void> {
    this.saved.set(rest.stream, { ...rest, ...writeState(state) });
  }
}
