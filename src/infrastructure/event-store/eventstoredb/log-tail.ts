import type { Position, RecordedFact } from '../../../domain/shared/fact.js';
import type { FactSource } from '../subscriptions/pulled-subscription.js';
import type { LogRecord } from './client.js';
import { readFailure } from './failures.js';
import type { ReaderParts } from './log-reader.js';
import { LogLink } from './log-link.js';
import { factOf } from './stored-facts.js';
import { textOf } from './log-position.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * A subscription's place in the log. A link to the node ends in many ways (the node falls, the net drops, the reader was
 * too slow, the leader changed), and in none of them does the place get lost: another link goes on from it.
 */
export class LogTail implements FactSource {
  private link: LogLink | undefined;
  private retryMs = FIRST_RETRY_MS;
  private unreadable: Error | undefined;
  private closed = false;
  private cancelWait: (() => void) | undefined;

  constructor(
    private readonly parts: ReaderParts,
    private at: Position,
    private readonly categories: readonly string[] | undefined,
  ) {}

  async next(): Promise<readonly RecordedFact[]> {
    while (!this.closed) {
      if (this.unreadable) throw this.again(this.unreadable);
      try {
        this.link ??= await LogLink.open(this.parts, this.at, this.categories);
        if (this.closed) break;
        const records = await this.link.take();
        this.parts.health.well();
        this.retryMs = FIRST_RETRY_MS;
        const facts = this.readable(records);
        if (facts.length > 0) return facts;
      } catch (error) {
        await this.lost(readFailure(error));
      }
    }
    this.drop();
    return new Promise(() => undefined);
  }

  close(): void {
    this.closed = true;
    this.drop();
    this.cancelWait?.();
  }

  /** Up to the first that can't be read: that one must reach the reader as an error, each time it asks. */
  private readable(records: readonly LogRecord[]): readonly RecordedFact[] {
    const { streams, upcasts } = this.parts;
    const facts: RecordedFact[] = [];
    for (const record of records) {
      const position = textOf(record.position);
      const stream = streams.named(record.streamId, record.type);
      if (stream === undefined || position <= this.at) continue;
      try {
        facts.push(factOf(record, stream, upcasts));
      } catch (error) {
        this.unreadable = error as Error;
        break;
      }
      this.at = position;
    }
    return facts;
  }

  private again(error: Error): Error {
    this.unreadable = undefined;
    this.drop();
    return error;
  }

  private drop(): void {
    const { link } = this;
    this.link = undefined;
    if (!link) return;
    // Stretches without any of our facts need not be searched again.
    if (this.unreadable === undefined && link.passed > this.at) this.at = link.passed;
    link.close();
  }

  private async lost(error: Error): Promise<void> {
    this.drop();
    if (this.closed) return;
    this.parts.health.failed(error.message);
    await this.pause(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.cancelWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
