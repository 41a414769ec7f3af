import type { Logger } from '../../src/application/ports/logger.port.js';
import type { EventStore, ReadStreamOptions } from '../../src/application/ports/event-store.port.js';
import { type Snapshot, Snapshots } from '../../src/application/ports/snapshots.port.js';
import type { Decider } from '../../src/domain/shared/decider.js';
import type { Fact, RecordedFact } from '../../src/domain/shared/fact.js';
import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { MemorySnapshots } from '../../src/infrastructure/persistence/memory/memory-snapshots.js';
import { aFact } from './facts.js';

/** Counts what is read of single streams. */
export class CountingStore extends MemoryEventStore {
  factsRead = 0;

  override async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact> {
    for await (const fact of super.readStream(stream, options)) {
      this.factsRead += 1;
      yield fact;
    }
  }
}

/** Counts what is asked for and saved; fails as told. */
export class WatchedSnapshots extends Snapshots {
  readonly kept = new MemorySnapshots();
  readonly saved: Snapshot[] = [];
  loads = 0;
  onSave: () => Promise<void> = async () => undefined;
  onLoad: () => Promise<void> = async () => undefined;

  async load(stream: string): Promise<Snapshot | undefined> {
    this.loads += 1;
    await this.onLoad();
    return this.kept.load(stream);
  }

  async save(snapshot: Snapshot): Promise<void> {
    await this.onSave();
    this.saved.push(snapshot);
    await this.kept.save(snapshot);
  }
}

/** Keeps the lines that say why a snapshot was of no use. */
export class Lines implements Pick<Logger, 'warn'> {
  readonly reasons: string[] = [];

  warn(_: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.reasons.push(String(fields.reason ?? fields.error));
  }
}

export type Counted = Fact<'ThingCounted', { readonly n: number }>;
export interface Count {
  readonly facts: number;
  /** Depends on every fact and on their order. */
  readonly mix: number;
}

/** Counts on: a fact that is folded twice, left out or out of order shows. */
export const counter: Decider<{ readonly at: number; readonly n: number }, Count, Counted> = {
  category: 'counter',
  initialState: { facts: 0, mix: 7 },
  stateVersion: 1,
  evolve: ({ facts, mix }, { data }) => ({ facts: facts + 1, mix: (mix * 31 + data.n) % 1_000_003 }),
  decide: ({ n }) => (n < 0 ? [] : [{ type: 'ThingCounted', data: { n } }]),
};

export const STREAM = 'counter-main';

/** Appends `count` facts in commits of at most 100, at the end of the stream; ids begin with `as`. */
export const countOn = async (store: EventStore, count: number, as = 'f', stream = STREAM): Promise<void> => {
  let last = -1;
  for await (const { version } of store.readStream(stream, { backwards: true, limit: 1 })) last = version;
  for (let left = count; left > 0; left -= 100) {
    const facts = Array.from({ length: Math.min(left, 100) }, (_, i) => {
      const n = last + 1 + i;
      return aFact(`${as}-${n}`, { n }, 'ThingCounted');
    });
    ({ version: last } = await store.append(stream, facts, last < 0 ? 'none' : last));
  }
};

/** What folding the stream whole gives. */
export const wholeOf = async (store: EventStore, stream = STREAM): Promise<Count> => {
  let state = counter.initialState;
  for await (const { data } of store.readStream(stream)) {
    state = counter.evolve(state, { type: 'ThingCounted', data: data as Counted['data'] });
  }
  return state;
};
