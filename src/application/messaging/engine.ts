import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Checkpoints } from '../ports/checkpoints.port.js';
import type { EventStore } from '../ports/event-store.port.js';
import type { Moment, Process } from '../processes/process.js';
import { foldDeadlines, keyOf, type Deadline, type OpenDeadlines } from '../scheduling/deadlines.js';
import type { CommandRunner } from './command-runner.js';
import type { Dispatcher } from './dispatcher.js';

const BATCH = 500;
/** A checkpoint costs a write; after a crash what came since is delivered again and changes nothing. */
const CHECKPOINT_EVERY = 200;
/** Before the first fact of the log. */
export const BEGINNING: Position = '';

export interface EngineParts {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly listeners: readonly Process[];
  /** The I/O that a fact asks for, if any. */
  readonly reactionTo: (fact: RecordedFact) => (() => Promise<void>) | undefined;
  readonly moment: () => Moment;
}

interface EngineMemory {
  readonly open: OpenDeadlines;
  readonly at: UnixMs;
}

export class CheckpointMissing extends Error {
  override readonly name = 'CheckpointMissing';
}

/**
 * The one reader of the log that acts. Each fact goes to all listeners in the registry's order, their commands run in
 * that order, then its I/O; so a live run, a simulation and a backtest see the same order.
 */
export class Engine {
  private position: Position = BEGINNING;
  private saved: Position = BEGINNING;
  private sinceSave = 0;
  private storeId = '';
  /** The newest fact of another process that this one was told of. */
  private others: Position = BEGINNING;
  /** Of the appends without an answer, those after which the log was read to its end. */
  private lookedAfter = 0;
  /** Newest time in the log; 0 for an empty one. A restart goes on from there. */
  lastAt: UnixMs = 0;
  open: OpenDeadlines = {};

  constructor(
    private readonly name: string,
    private readonly parts: EngineParts,
  ) {}

  /** @throws CheckpointMissing where the log has facts and no checkpoint says how far the engine had got. */
  async start(): Promise<void> {
    const { store, checkpoints } = this.parts;
    this.storeId = await store.storeId();
    const checkpoint = await checkpoints.load(this.name);
    if (checkpoint) {
      if (checkpoint.storeId !== this.storeId) {
        throw new CheckpointMissing(`the checkpoint of ${this.name} belongs to another log (${checkpoint.storeId})`);
      }
      this.position = checkpoint.position;
      this.saved = checkpoint.position;
      const memory = checkpoint.memory as EngineMemory;
      this.open = memory.open;
      this.lastAt = memory.at;
      for await (const fact of store.readAll(this.after())) this.lastAt = Math.max(this.lastAt, fact.metadata.at);
      return;
    }
    if ((await store.head()) !== undefined) {
      throw new CheckpointMissing(
        `the log has facts but no checkpoint of ${this.name}: a missing one never means "from the beginning". ` +
          'Restore the checkpoints that belong to this log, or start on another data folder.',
      );
    }
    await this.save();
  }

  get reached(): Position {
    return this.position;
  }

  /** Handles facts until the log has no more. */
  async drain(): Promise<void> {
    const { unanswered } = this.parts.runner;
    for (;;) {
      let handled = 0;
      for await (const fact of this.parts.store.readAll({ ...this.after(), limit: BATCH })) {
        await this.handle(fact);
        handled += 1;
      }
      const newest = this.parts.runner.lastAppended;
      if (handled === 0 || (handled < BATCH && newest !== undefined && newest <= this.position)) break;
    }
    this.lookedAfter = unanswered;
    if (this.sinceSave >= CHECKPOINT_EVERY) await this.save();
  }

  /** Another process has appended up to here. */
  toldOf(position: Position): void {
    if (position > this.others) this.others = position;
  }

  /** True when there are facts that were not handled yet, of this process or of others it was told of, or may be. */
  get behind(): boolean {
    const { lastAppended: newest, unanswered } = this.parts.runner;
    if (unanswered > this.lookedAfter || this.others > this.position) return true;
    return newest !== undefined && newest > this.position;
  }

  async save(): Promise<void> {
    if (this.saved === this.position && this.position !== BEGINNING) return;
    const memory: EngineMemory = { open: this.open, at: this.lastAt };
    await this.parts.checkpoints.save(this.name, { storeId: this.storeId, position: this.position, memory });
    this.saved = this.position;
    this.sinceSave = 0;
  }

  /** The same again later. */
  rearm(deadline: Deadline, dueAt: UnixMs): void {
    this.open = { ...this.open, [keyOf(deadline)]: { ...deadline, dueAt } };
  }

  /** A deadline has been acted upon; a newer one of the same key stays. */
  settle(key: string, deadline: Deadline): void {
    if (this.open[key] !== deadline) return;
    const { [key]: _done, ...rest } = this.open;
    this.open = rest;
  }

  private after(): { after?: Position } {
    return this.position === BEGINNING ? {} : { after: this.position };
  }

  private async handle(fact: RecordedFact): Promise<void> {
    this.parts.runner.heard(fact);
    this.open = foldDeadlines(this.open, fact);
    let n = 0;
    for (const listener of this.parts.listeners) {
      const commands = listener.on[fact.type]?.(fact, this.parts.moment()) ?? [];
      for (const addressed of commands) {
        await this.parts.dispatcher.answer(listener.name, fact, n, addressed);
        n += 1;
      }
    }
    await this.parts.reactionTo(fact)?.();
    this.lastAt = Math.max(this.lastAt, fact.metadata.at);
    this.position = fact.position;
    this.sinceSave += 1;
  }
}
