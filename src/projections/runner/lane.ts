import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { Projection } from '../projection.js';
import { FencedError, type Poison, type ReadModelWriter, type Row } from '../read-store.port.js';
import type { Batch } from './fact-feed.js';
import { foldBatch, rowKey, wants, type Folded } from './fold-batch.js';
import { RowCache } from './row-cache.js';
import type { Pause } from './sleeper.js';

export type LaneStatus = 'rebuilding' | 'running' | 'retrying' | 'poisoned' | 'fenced';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** After so many batches without a change the position is written all the same. */
const MOST_PASSED_OVER = 20;

/**
 * One projection on its way through the log. Rows and progress go in one commit; a fact that cannot be folded stops the
 * lane before it, with everything up to it committed; a store that is away is waited for.
 */
export class Lane {
  private readonly cache = new RowCache();
  private at: Position | undefined;
  private trouble: { readonly status: 'retrying' | 'fenced'; readonly detail: string } | undefined;
  private found: Poison | undefined;
  /** Batches since the last commit, all without a change. */
  private passedOver = 0;

  constructor(
    readonly projection: Projection,
    private readonly writer: ReadModelWriter,
    readonly storeId: string,
    private readonly pause: Pause,
    private readonly stopped: () => boolean,
  ) {
    this.at = writer.progress?.position;
  }

  get position(): Position | undefined {
    return this.at;
  }

  get rebuilding(): boolean {
    return this.writer.rebuilding;
  }

  get poison(): Poison | undefined {
    return this.found;
  }

  /** Nothing more is to be expected of it until the next start. */
  get over(): boolean {
    return this.found !== undefined || this.trouble?.status === 'fenced';
  }

  get status(): LaneStatus {
    if (this.found !== undefined) return 'poisoned';
    return this.trouble?.status ?? (this.writer.rebuilding ? 'rebuilding' : 'running');
  }

  get detail(): string {
    if (this.found === undefined) return this.trouble?.detail ?? '';
    const { type, stream, position, reason } = this.found;
    return `stopped at position ${position}: ${type} of ${stream}: ${reason}`;
  }

  /** Takes facts that are new to it and goes on after them; facts that it already has are passed over. */
  async apply({ facts: batch, more }: Batch): Promise<void> {
    const at = this.at;
    const facts = at === undefined ? batch : batch.filter(({ position }) => position > at);
    for (let wait = FIRST_WAIT_MS; facts.length > 0 && !this.over && !this.stopped();) {
      try {
        await this.take(foldBatch(this.projection, facts, await this.rowsFor(facts)), more);
        return;
      } catch (error) {
        this.cache.clear();
        if (await this.isTheirFault(facts, error)) return;
        await this.pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
  }

  /** Readers see this generation when it ends, unless the lane is over. */
  async publish(): Promise<void> {
    while (this.writer.rebuilding && !this.over && !this.stopped()) {
      if (!(await this.tryToPublish(false))) await this.pause(FIRST_WAIT_MS);
    }
  }

  /** False if the generation that readers see has facts that this one lacks, or the store did not take it. */
  async tryToPublish(release: boolean): Promise<boolean> {
    if (this.over) return false;
    try {
      return await this.writer.publish(release);
    } catch (error) {
      this.note(error);
      return false;
    }
  }

  /** Far behind the head, a batch that changes no row is not worth a transaction: nobody waits for its position. */
  private async take({ changes, position, poison }: Folded, more: boolean): Promise<void> {
    const idle = more && changes.length === 0 && poison === undefined && this.passedOver < MOST_PASSED_OVER;
    if (position !== undefined) {
      if (!idle) await this.writer.commit(changes, { storeId: this.storeId, position });
      this.passedOver = idle ? this.passedOver + 1 : 0;
      this.cache.take(changes);
      this.at = position;
    }
    this.trouble = undefined;
    if (poison !== undefined) await this.standStill(poison);
  }

  /** Others than this process must learn of it, too; a store that is away is waited for. */
  private async standStill(poison: Poison): Promise<void> {
    while (!this.over && !this.stopped()) {
      try {
        await this.writer.stop(poison);
        break;
      } catch (error) {
        this.note(error);
        await this.pause(FIRST_WAIT_MS);
      }
    }
    this.found = poison;
  }

  /**
   * The commit failed. True when the matter is settled: the lane was fenced off, or the store works and it is the rows
   * of one fact that it cannot take. False: the store is away, try again.
   */
  private async isTheirFault(facts: readonly RecordedFact[], error: unknown): Promise<boolean> {
    this.note(error);
    if (this.over) return true;
    if (this.at !== undefined && !(await this.storeTakesProgress(this.at))) return false;
    if (facts.length > 1) {
      for (const fact of facts) await this.apply({ facts: [fact], more: false });
      return true;
    }
    const [fact] = facts;
    if (this.at === undefined || fact === undefined) return false;
    const { position, stream, type } = fact;
    const reason = error instanceof Error ? error.message : String(error);
    await this.standStill({ position, stream, type, reason });
    return true;
  }

  private async storeTakesProgress(position: Position): Promise<boolean> {
    try {
      await this.writer.commit([], { storeId: this.storeId, position });
      return true;
    } catch (error) {
      this.note(error);
      return false;
    }
  }

  private note(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.trouble = { status: error instanceof FencedError ? 'fenced' : 'retrying', detail };
  }

  /** The rows that the batch asks for: from memory, and the others in one question per table. */
  private async rowsFor(facts: readonly RecordedFact[]): Promise<ReadonlyMap<string, Row>> {
    const rows = new Map<string, Row>();
    const missing = new Map<string, Set<string>>();
    for (const fact of facts) {
      if (!wants(this.projection, fact)) continue;
      for (const { table, key } of this.readsOf(fact)) {
        const cached = this.cache.get(table, key);
        if (cached !== undefined) rows.set(rowKey(table, key), cached);
        else missing.set(table, (missing.get(table) ?? new Set()).add(key));
      }
    }
    for (const [table, keys] of missing) {
      for (const [key, row] of await this.writer.get(table, [...keys])) {
        rows.set(rowKey(table, key), row);
        this.cache.set(table, key, row);
      }
    }
    return rows;
  }

  /** A fact too broken to say what it touches is found by the fold, which names it. */
  private readsOf(fact: RecordedFact): ReturnType<Projection['reads']> {
    try {
      return this.projection.reads(fact);
    } catch {
      return [];
    }
  }
}
