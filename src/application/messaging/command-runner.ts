import type { Decider } from '../../domain/shared/decider.js';
import type { Fact, Position, RecordedFact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { schemaOf } from '../../domain/shared/upcasts.js';
import { ConcurrencyError, StoreUnavailable, type EventStore, type NewFact } from '../ports/event-store.port.js';
import type { Cause } from './envelope.js';

export interface Ran<State> {
  readonly facts: readonly RecordedFact[];
  readonly state: State;
  /** Of the last fact that this command appended; undefined when it changed nothing. */
  readonly position?: Position;
}

interface Cached {
  readonly state: unknown;
  /** -1: the stream does not exist. */
  readonly version: number;
}

const MAX_TRIES = 8;
/** Order and decision streams come and go; the account's and the signals' are touched all the time and stay. */
const CACHE_SIZE = 2_000;

/** Load, fold, decide, append, again on conflict: the only way in which a fact comes about. */
export class CommandRunner {
  private readonly cache = new Map<string, Cached>();
  private newest: Position | undefined;
  private unsure = 0;

  constructor(private readonly store: EventStore) {}

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
      const { state, version } = await this.load(decider, stream);
      const decided = decider.decide(command, state);
      if (decided.length === 0) return { facts: [], state };
      const facts = decided.map((fact, index) => sealed(fact, cause, command.at, version + 1 + index));
      try {
        const result = await this.append(stream, facts, version);
        const next = decided.reduce((folded, fact) => decider.evolve(folded, fact), state);
        this.remember(stream, { state: next, version: result.version });
        if (this.newest === undefined || result.position > this.newest) this.newest = result.position;
        return { facts: result.facts, state: next, position: result.position };
      } catch (error) {
        this.cache.delete(stream);
        if (error instanceof StoreUnavailable && error.outcome === 'unknown') this.unsure += 1;
        if (!(error instanceof ConcurrencyError) || attempt >= MAX_TRIES) throw error;
      }
    }
  }

  /** The folded state of a stream as of now. */
  async stateOf<C, S, F extends Fact>(decider: Decider<C, S, F>, stream: string): Promise<S> {
    return (await this.load(decider, stream)).state;
  }

  private async load<C, S, F extends Fact>(
    decider: Decider<C, S, F>,
    stream: string,
  ): Promise<{ state: S; version: number }> {
    const cached = this.cache.get(stream);
    if (cached) return { state: cached.state as S, version: cached.version };
    let state = decider.initialState;
    let version = -1;
    for await (const fact of this.store.readStream(stream)) {
      state = decider.evolve(state, { type: fact.type, data: fact.data } as F);
      version = fact.version;
    }
    this.remember(stream, { state, version });
    return { state, version };
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

  private remember(stream: string, cached: Cached): void {
    this.cache.delete(stream);
    this.cache.set(stream, cached);
    if (this.cache.size <= CACHE_SIZE) return;
    const oldest = this.cache.keys().next();
    if (!oldest.done) this.cache.delete(oldest.value);
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
