import type { Decider } from '../../domain/shared/decider.js';
import type { Fact, Position, RecordedFact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { schemaOf } from '../../domain/shared/upcasts.js';
import { ConcurrencyError, StoreUnavailable, type EventStore, type NewFact } from '../ports/event-store.port.js';
import type { Cause } from './envelope.js';
import { StateCache, type Cached } from './state-cache.js';
import { StreamFolds, type Folded, type StreamFoldsParts } from './stream-folds.js';

export interface Ran<State> {
  readonly facts: readonly RecordedFact[];
  readonly state: State;
  /** Of the last fact that this command appended; undefined when it changed nothing. */
  readonly position?: Position;
}

const MAX_TRIES = 8;

export interface CommandRunnerOptions extends Omit<StreamFoldsParts, 'store'> {
  /** Others append to the streams that are asked for here and nobody says so: each asking reads what came since. */
  readonly shared?: boolean;
  /** Streams whose state is kept in memory. */
  readonly cacheSize?: number;
}

/** Load, fold, decide, append, again on conflict: the only way in which a fact comes about. */
export class CommandRunner {
  private readonly cache: StateCache;
  /** How streams are folded here; for those that other hands append to. */
  readonly folds: StreamFolds;
  private readonly shared: boolean;
  private newest: Position | undefined;
  private unsure = 0;

  constructor(
    private readonly store: EventStore,
    options: CommandRunnerOptions = {},
  ) {
    this.shared = options.shared ?? false;
    this.cache = new StateCache(options.cacheSize);
    this.folds = new StreamFolds({ ...options, store });
  }

  /** Position of the last fact that this process appended. */
  get lastAppended(): Position | undefined {
    return this.newest;
  }

  /** How many appends ended without an answer: the log may hold more than {@link lastAppended} says. */
  get unanswered(): number {
    return this.unsure;
  }

  /** @throws StoreUnavailable when the log cannot be read or written; anything else is a bug. */
  async run<C extends { readonly at: number }, S, F extends Fact>(
    decider: Decider<C, S, F>,
    stream: string,
    command: C,
    cause: Cause,
  ): Promise<Ran<S>> {
    for (let attempt = 1; ; attempt++) {
      const loaded = await this.load(decider, stream);
      const { state, version } = loaded;
      const decided = decider.decide(command, state);
      if (decided.length === 0) return { facts: [], state };
      const facts = decided.map((fact, index) => sealed(fact, cause, command.at, version + 1 + index));
      try {
        const result = await this.append(stream, facts, version);
        const next = decided.reduce((folded, fact) => decider.evolve(folded, fact), state);
        const { eventId } = (facts[facts.length - 1] as NewFact).metadata;
        const folded = { ...loaded, state: next, version: result.version, eventId };
        this.cache.put(stream, this.folds.keep(decider, stream, folded));
        if (this.newest === undefined || result.position > this.newest) this.newest = result.position;
        return { facts: result.facts, state: next, position: result.position };
      } catch (error) {
        this.doubt(stream, version, error);
        if (!(error instanceof ConcurrencyError) || attempt >= MAX_TRIES) throw error;
      }
    }
  }

  /** The folded state of a stream as of now. */
  async stateOf<C, S, F extends Fact>(decider: Decider<C, S, F>, stream: string): Promise<S> {
    return (await this.load(decider, stream)).state;
  }

  /** A fact of the log went by: whatever process wrote it, no state here stays behind it. */
  heard({ stream, version }: Pick<RecordedFact, 'stream' | 'version'>): void {
    this.cache.heard(stream, version);
  }

  private async load<C, S, F extends Fact>(decider: Decider<C, S, F>, stream: string): Promise<Folded<S>> {
    const cached = this.cache.get(stream) as (Cached & Folded<S>) | undefined;
    if (cached && !cached.behind && !this.shared) return cached;
    const folded = cached ? await this.folds.catchUp(decider, stream, cached) : await this.folds.fold(decider, stream);
    this.cache.put(stream, folded);
    return folded;
  }

  /** The append failed: others may have been there first, or it may have arrived. What was folded stays true. */
  private doubt(stream: string, version: number, error: unknown): void {
    if (error instanceof StoreUnavailable && error.outcome === 'unknown') this.unsure += 1;
    const { actual = version + 1 } = error instanceof ConcurrencyError ? error : {};
    // A log that is shorter than what was folded is not the log that was folded.
    if (actual === 'none' || actual <= version) this.cache.forget(stream);
    else this.cache.markBehind(stream);
  }

  /** After an unknown outcome the same facts go again: a no-op if they had arrived. */
  private async append(stream: string, facts: readonly NewFact[], version: number) {
    const expected = version < 0 ? ('none' as const) : version;
    try {
      return await this.store.append(stream, facts, expected);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error.outcome !== 'unknown') throw error;
      return await this.store.append(stream, facts, expected);
    }
  }
}

/**
 * The version is part of the id: a retry of an append carries the same facts, while a repeated command that finds other
 * work to do writes other facts.
 */
const sealed = (fact: Fact, cause: Cause, at: number, version: number): NewFact => ({
  type: fact.type,
  data: fact.data,
  metadata: { eventId: stableId(cause.commandId, version), ...cause, at, schema: schemaOf(fact.type) },
});
