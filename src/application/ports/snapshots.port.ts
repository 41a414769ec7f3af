/** The state of one stream as of a version. A cache: the stream says the same, only slower. */
export interface Snapshot {
  readonly stream: string;
  /** Identity of the log that the facts lie in. */
  readonly storeId: string;
  /** Of the last fact in the state. */
  readonly version: number;
  /** Id of that fact: a log that was restored, or written anew, has another one there. */
  readonly eventId: string;
  /** Names the fold that made the state; another fold may not go on from it. */
  readonly fold: string;
  /** Plain JSON. */
  readonly state: unknown;
}

/** A snapshot that is there and cannot be read: cut off, or changed since it was written. */
export class SnapshotUnreadable extends Error {
  override readonly name = 'SnapshotUnreadable';
}

/** One snapshot a stream. Whoever loads it decides whether it fits. */
export abstract class Snapshots {
  /** @throws SnapshotUnreadable, StoreUnavailable */
  abstract load(stream: string): Promise<Snapshot | undefined>;
  /**
   * Takes the place of whatever there was, newer or not: one that is ahead of a restored log must not stay for ever.
   * @throws StoreUnavailable
   */
  abstract save(snapshot: Snapshot): Promise<void>;
}
