import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { AnswerStream, Call, LogRecord } from './client.js';
import { failureOf } from './failures.js';

/**
 * Takes the records of a call in handfuls: whatever has come is taken without waiting, so that a record costs no
 * promise. What is not taken stays with the node, beyond the client's small buffer.
 */
export class RecordReader {
  private failure: unknown;
  private ended = false;
  private closed = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly call: Call,
    private readonly onClose: (reader: RecordReader) => void = () => undefined,
  ) {
    const { stream } = call;
    const turn = (): void => this.wake?.();
    stream.on('readable', turn);
    stream.on('error', (error) => {
      this.failure = error;
      turn();
    });
    const end = (): void => {
      this.ended = true;
      turn();
    };
    stream.on('end', end);
    stream.on('close', end);
  }

  get stream(): AnswerStream {
    return this.call.stream;
  }

  /**
   * The next records; none: the call has ended. With `withinMs`, a node that says nothing for so long has failed.
   * @throws what the client reports
   */
  async take(withinMs?: number): Promise<readonly LogRecord[]> {
    for (;;) {
      const records = this.waiting();
      if (records.length > 0) return records;
      if (this.failure !== undefined) throw asError(this.failure);
      if (this.closed) throw new StoreUnavailable('not-applied', 'the store is closed');
      if (this.ended) return [];
      await this.turn(withinMs);
    }
  }

  /** A waiting {@link take} ends with an error. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.call.release();
    this.onClose(this);
    this.wake?.();
  }

  private waiting(): readonly LogRecord[] {
    const records: LogRecord[] = [];
    // What was received before a failure is complete and in order.
    for (;;) {
      const resolved = this.call.stream.read() as { readonly event?: LogRecord } | null;
      if (resolved === null) return records;
      if (resolved.event) records.push(resolved.event);
    }
  }

  private async turn(withinMs: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.wake = resolve;
      if (withinMs === undefined) return;
      const silent = () => reject(new StoreUnavailable('not-applied', `EventStoreDB: no answer within ${withinMs} ms`));
      timer = setTimeout(silent, withinMs);
    }).finally(() => {
      clearTimeout(timer);
      this.wake = undefined;
    });
  }
}

const asError = (failure: unknown): Error =>
  failure instanceof Error ? failure : new Error(failureOf(failure).message);
