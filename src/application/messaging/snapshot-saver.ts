import type { EventStore } from '../ports/event-store.port.js';
import type { Logger } from '../ports/logger.port.js';
import type { Snapshot, Snapshots } from '../ports/snapshots.port.js';

/** A state to be kept; whose log it is of is found out when it is saved. */
export type Keepsake = Omit<Snapshot, 'storeId'>;

export interface SnapshotSaverParts {
  readonly store: Pick<EventStore, 'storeId'>;
  readonly snapshots: Snapshots;
  readonly logger?: Pick<Logger, 'warn'>;
}

/**
 * Saves snapshots one after the other, beside whoever hands them in. Of a stream that is handed in again before its turn
 * only the newest is saved, so what waits is bounded by the number of long streams. A failed save is a line in the log.
 */
export class SnapshotSaver {
  private readonly waiting = new Map<string, Keepsake>();
  private saving: Promise<void> | undefined;

  constructor(private readonly parts: SnapshotSaverParts) {}

  take(keepsake: Keepsake): void {
    this.waiting.set(keepsake.stream, keepsake);
    this.saving ??= this.saveAll();
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.saving !== undefined) await this.saving;
  }

  private async saveAll(): Promise<void> {
    const { store, snapshots, logger } = this.parts;
    for (const keepsake of this.waiting.values()) {
      const { stream, version } = keepsake;
      this.waiting.delete(stream);
      try {
        await snapshots.save({ ...keepsake, storeId: await store.storeId() });
      } catch (error) {
        logger?.warn('snapshot was not saved', { stream, version, error: String(error) });
      }
    }
    // In the same breath as the last look: what is handed in from here on starts a saving of its own.
    this.saving = undefined;
  }
}
