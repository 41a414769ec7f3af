import type { Decider } from '../../domain/shared/decider.js';
import type { Fact, RecordedFact } from '../../domain/shared/fact.js';
import type { EventStore } from '../ports/event-store.port.js';
import type { Logger } from '../ports/logger.port.js';
import type { Snapshot, Snapshots } from '../ports/snapshots.port.js';
import { foldIdOf } from './fold-id.js';
import { SnapshotSaver } from './snapshot-saver.js';

/** What a fold needs of a decider. */
export type Fold<S, F extends Fact> = Pick<
  Decider<never, S, F>,
  'category' | 'initialState' | 'stateVersion' | 'evolve'
>;

/** A stream folded up to one of its facts. */
export interface Folded<S> {
  readonly state: S;
  /** -1: the stream does not exist. */
  readonly version: number;
  /** Of the last fact; '' where there is none. */
  readonly eventId: string;
  /** Version of the newest snapshot that was loaded or handed in to be saved; -1 for none. */
  readonly keptAt: number;
}

export interface StreamFoldsParts {
  readonly store: Pick<EventStore, 'storeId' | 'readStream'>;
  /** Absent: streams are folded whole. */
  readonly snapshots?: Snapshots;
  readonly logger?: Pick<Logger, 'warn'>;
  /** Facts between two snapshots, and how many a stream must have to be worth one; default {@link SNAPSHOT_EVERY}. */
  readonly snapshotEvery?: number;
}

/** One page of PostgreSQL, folded in some milliseconds. */
export const SNAPSHOT_EVERY = 500;

/**
 * Folds streams, long ones from their snapshot. A snapshot is a cache: one that is missing, unreadable, of another log,
 * of another fold or ahead of the log is passed over with a line in the log, and the stream is folded whole.
 */
export class StreamFolds {
  private readonly every: number;
  private readonly saver: SnapshotSaver | undefined;
  private readonly foldIds = new Map<string, string>();

  constructor(private readonly parts: StreamFoldsParts) {
    const { store, snapshots, logger, snapshotEvery = SNAPSHOT_EVERY } = parts;
    this.every = snapshotEvery;
    this.saver = snapshots && new SnapshotSaver({ store, snapshots, ...(logger && { logger }) });
  }

  /** @throws StoreUnavailable */
  async fold<S, F extends Fact>(decider: Fold<S, F>, stream: string): Promise<Folded<S>> {
    let folded: Folded<S> = { state: decider.initialState, version: -1, eventId: '', keptAt: -1 };
    for await (const fact of this.parts.store.readStream(stream)) {
      folded = next(decider, folded, fact);
      // Asked for here and not before: most streams are short and never have one.
      if (fact.version + 1 !== this.every) continue;
      const ahead = await this.fromSnapshot(decider, stream);
      if (ahead) return this.keep(decider, stream, ahead);
    }
    return this.keep(decider, stream, folded);
  }

  /** What was appended to the stream since. @throws StoreUnavailable */
  async catchUp<S, F extends Fact>(decider: Fold<S, F>, stream: string, from: Folded<S>): Promise<Folded<S>> {
    let folded = from;
    for await (const fact of this.parts.store.readStream(stream, { from: from.version + 1 })) {
      folded = next(decider, folded, fact);
    }
    return this.keep(decider, stream, folded);
  }

  /** Hands in a snapshot where it is time for one, and returns at once. */
  keep<S, F extends Fact>(decider: Fold<S, F>, stream: string, folded: Folded<S>): Folded<S> {
    const { state, version, eventId, keptAt } = folded;
    if (!this.saver || version - keptAt < this.every) return folded;
    this.saver.take({ stream, version, eventId, fold: this.foldIdFor(decider), state });
    return { ...folded, keptAt: version };
  }

  /** Resolves when every snapshot handed in so far is saved, or was given up: before the store is closed. */
  async settled(): Promise<void> {
    await this.saver?.settled();
  }

  /** Whatever is wrong with it, the whole stream is there: only that can fail the command. */
  private async fromSnapshot<S, F extends Fact>(decider: Fold<S, F>, stream: string): Promise<Folded<S> | undefined> {
    const { snapshots, logger } = this.parts;
    try {
      const snapshot = await snapshots?.load(stream);
      if (!snapshot) return undefined;
      const resumed = (await this.misfitOf(snapshot, decider)) ?? (await this.resume(decider, snapshot));
      if (typeof resumed !== 'string') return resumed;
      logger?.warn('snapshot passed over', { stream, version: snapshot.version, reason: resumed });
    } catch (error) {
      logger?.warn('snapshot passed over', { stream, reason: String(error) });
    }
    return undefined;
  }

  private async misfitOf<S, F extends Fact>(
    { storeId, fold }: Snapshot,
    decider: Fold<S, F>,
  ): Promise<string | undefined> {
    if (storeId !== (await this.parts.store.storeId())) return 'it belongs to another log';
    return fold === this.foldIdFor(decider) ? undefined : 'another fold made it';
  }

  /** Its own last fact is read again: the log must have it, at that version. */
  private async resume<S, F extends Fact>(decider: Fold<S, F>, snapshot: Snapshot): Promise<Folded<S> | string> {
    const { stream, version, eventId, state } = snapshot;
    let folded: Folded<S> | undefined;
    for await (const fact of this.parts.store.readStream(stream, { from: version })) {
      if (folded) folded = next(decider, folded, fact);
      else if (fact.version !== version || fact.metadata.eventId !== eventId) break;
      else folded = { state: state as S, version, eventId, keptAt: version };
    }
    return folded ?? 'the log does not have its last fact';
  }

  private foldIdFor<S, F extends Fact>(decider: Fold<S, F>): string {
    const known = this.foldIds.get(decider.category) ?? foldIdOf(decider);
    this.foldIds.set(decider.category, known);
    return known;
  }
}

const next = <S, F extends Fact>(decider: Fold<S, F>, folded: Folded<S>, fact: RecordedFact): Folded<S> => ({
  state: decider.evolve(folded.state, { type: fact.type, data: fact.data } as F),
  version: fact.version,
  eventId: fact.metadata.eventId,
  keptAt: folded.keptAt,
});
