import type { Folded, StreamFolds } from '../../../application/messaging/stream-folds.js';
import type { Clock } from '../../../application/ports/clock.port.js';
import {
  ConcurrencyError,
  type EventStore,
  type NewFact,
  StoreUnavailable,
} from '../../../application/ports/event-store.port.js';
import type { PaperSettings } from '../../../domain/matching/paper-settings.js';
import type { PaperVenueCommand } from '../../../domain/matching/paper-venue.commands.js';
import { paperVenueDecider } from '../../../domain/matching/paper-venue.decider.js';
import type { PaperVenueFact } from '../../../domain/matching/paper-venue.events.js';
import { isIdle, type PaperVenueState } from '../../../domain/matching/paper-venue.state.js';
import { bookBefore } from '../../../domain/matching/restart-venue.js';
import type { Decider } from '../../../domain/shared/decider.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import { streams } from '../../../domain/shared/stream-names.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { schemaOf } from '../../../domain/shared/upcasts.js';

/** A command and the id of the call that brings it: the same id is the same call. */
export interface PaperRequest<C extends PaperVenueCommand = PaperVenueCommand> {
  readonly command: C;
  readonly commandId: string;
}

export interface PaperResult<C extends PaperVenueCommand = PaperVenueCommand> {
  readonly request: PaperRequest<C>;
  readonly facts: readonly PaperVenueFact[];
  /** The book after the command. */
  readonly state: PaperVenueState;
}

export interface PaperBookParts {
  readonly accountId: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly settings: PaperSettings;
  readonly folds: StreamFolds;
}

const ACTOR = 'paper-venue';
const TRIES = 5;

/** The venue's book, kept in the log: one request at a time is decided on the folded stream and appended to it. */
export class PaperBook {
  private readonly decider: Decider<PaperVenueCommand, PaperVenueState, PaperVenueFact>;
  private readonly stream: string;
  private readonly store: EventStore;
  private readonly clock: Clock;
  private readonly folds: StreamFolds;
  private folded: Folded<PaperVenueState> | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor({ accountId, store, clock, settings, folds }: PaperBookParts) {
    this.store = store;
    this.clock = clock;
    this.folds = folds;
    this.decider = paperVenueDecider(settings);
    this.stream = streams.paperVenue(accountId);
  }

  /** True when no step after the last one could leave a fact: known without waiting, about 0.1 us. */
  isSurelyIdle(closeTime: number): boolean {
    const state = this.folded?.state;
    return this.waiting === 0 && state !== undefined && closeTime > state.matchedTo && isIdle(state);
  }

  /** Of the stream as it was last folded; undefined while a request may be changing it. */
  get version(): string | undefined {
    return this.waiting === 0 ? this.folded?.version.toString() : undefined;
  }

  state(): Promise<PaperVenueState> {
    return this.inTurn(async () => (await this.load()).state);
  }

  /** The request is made anew on the state it meets: after a conflict it is decided again, on what the other left. */
  run<C extends PaperVenueCommand>(ask: (state: PaperVenueState) => PaperRequest<C>): Promise<PaperResult<C>> {
    return this.inTurn(() => this.decideAndAppend(ask));
  }

  /** Newest first, without what a restart has forgotten; `at` is when the fact was written. */
  async *backwards(): AsyncIterable<{ readonly fact: PaperVenueFact; readonly at: UnixMs }> {
    let forgotten = 0;
    for await (const recorded of this.store.readStream(this.stream, { backwards: true })) {
      if (forgotten > 0) {
        forgotten -= 1;
        continue;
      }
      const fact = recorded as PaperVenueFact;
      if (fact.type === 'PaperVenueRestarted') forgotten = fact.data.forgotten.facts;
      yield { fact, at: recorded.metadata.at };
    }
  }

  /** Facts so far, forgotten ones too. */
  async length(): Promise<number> {
    for await (const { version } of this.store.readStream(this.stream, { backwards: true, limit: 1 }))
      return version + 1;
    return 0;
  }

  /** The venue falls and comes back with the book of `lostMs` ago; 0 loses nothing but leaves the fact. */
  async restart(lostMs: number): Promise<void> {
    const at = this.clock.now();
    await this.inTurn(async () => {
      const facts: { readonly fact: PaperVenueFact; readonly at: number }[] = [];
      for await (const recorded of this.store.readStream(this.stream)) {
        facts.push({ fact: recorded as PaperVenueFact, at: recorded.metadata.at });
      }
      const before = bookBefore(facts, at - lostMs);
      await this.decideAndAppend((state) => {
        const restartNo = state.restarts + 1;
        const command = { type: 'RestartPaperVenue', restartNo, lostMs, ...before, at } as const;
        return { command, commandId: stableId('paperRestart', this.stream, restartNo) };
      });
    });
  }

  private async decideAndAppend<C extends PaperVenueCommand>(
    ask: (state: PaperVenueState) => PaperRequest<C>,
  ): Promise<PaperResult<C>> {
    for (let tries = 1; ; tries++) {
      const loaded = await this.load();
      const { state } = loaded;
      const request = ask(state);
      const facts = this.decider.decide(request.command, state);
      if (facts.length === 0) return { request, facts, state };
      try {
        // A call whose first facts were forgotten may come once more under the same name.
        const { restarts } = state;
        const commandId = restarts === 0 ? request.commandId : stableId(request.commandId, restarts);
        const { version, eventId } = await this.append(facts, commandId, loaded.version);
        const after = facts.reduce((folded, fact) => this.decider.evolve(folded, fact), state);
        this.folded = this.folds.keep(this.decider, this.stream, { ...loaded, state: after, version, eventId });
        return { request, facts, state: after };
      } catch (error) {
        this.folded = undefined;
        if (!(error instanceof ConcurrencyError) || tries === TRIES) throw error;
      }
    }
  }

  private async append(
    facts: readonly PaperVenueFact[],
    commandId: string,
    version: number,
  ): Promise<{ readonly version: number; readonly eventId: string }> {
    const at = this.clock.now();
    const stored = facts.map((fact, index): NewFact => ({
      type: fact.type,
      data: fact.data,
      metadata: {
        eventId: stableId(commandId, index),
        commandId,
        correlationId: orderOf(fact) ?? commandId,
        causationId: commandId,
        actor: ACTOR,
        at,
        schema: schemaOf(fact.type),
      },
    }));
    for (let tries = 1; ; tries++) {
      try {
        const appended = await this.store.append(this.stream, stored, version < 0 ? 'none' : version);
        return { version: appended.version, eventId: (stored[stored.length - 1] as NewFact).metadata.eventId };
      } catch (error) {
        // The same facts with the same ids again: a no-op if they had arrived.
        const mayHaveArrived = error instanceof StoreUnavailable && error.outcome === 'unknown';
        if (!mayHaveArrived || tries === TRIES) throw error;
      }
    }
  }

  private async load(): Promise<Folded<PaperVenueState>> {
    this.folded ??= await this.folds.fold(this.decider, this.stream);
    return this.folded;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const turn = this.queue.then(work).finally(() => (this.waiting -= 1));
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

/** The order that a fact is about; undefined for the venue's own affairs. */
export const orderOf = (fact: PaperVenueFact): string | undefined => {
  if (fact.type === 'PaperOrderPlaced') return fact.data.order.clientOrderId;
  return 'clientOrderId' in fact.data ? fact.data.clientOrderId : undefined;
};
