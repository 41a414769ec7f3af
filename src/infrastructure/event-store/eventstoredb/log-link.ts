import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { Position } from '../../../domain/shared/fact.js';
import type { LogRecord } from './client.js';
import type { ReaderParts } from './log-reader.js';
import { placeOf, textOf } from './log-position.js';
import type { RecordReader } from './record-reader.js';

interface Mark {
  /** Records of this link that lie before it. */
  readonly records: number;
  readonly position: Position;
}

/** One subscription at the node, from its confirmation to its end. */
export class LogLink {
  private readonly marks: Mark[] = [];
  private taken = 0;

  private constructor(
    private readonly reader: RecordReader,
    private readonly from: Position,
  ) {}

  /** Waits for the node to take it: a frozen one would stay silent for ever. @throws what the client reports */
  static async open(parts: ReaderParts, after: Position, categories: readonly string[] | undefined): Promise<LogLink> {
    const { client, streams, calls, deadlineMs } = parts;
    const call = client.subscribe({
      after: placeOf(after),
      filter: streams.filter(categories),
      onCheckpoint: (position) => link.mark(textOf(position)),
    });
    const reader = calls.reader(call);
    const link: LogLink = new LogLink(reader, after);
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const silent = () => reject(new StoreUnavailable('not-applied', `EventStoreDB: no answer in ${deadlineMs} ms`));
        timer = setTimeout(silent, deadlineMs);
        call.stream.on('confirmation', resolve);
        call.stream.on('error', reject);
        call.stream.on('close', () => reject(new StoreUnavailable('not-applied', 'EventStoreDB: connection closed')));
      });
    } catch (error) {
      reader.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return link;
  }

  /** Everything up to here has been looked at by the node, and every fact of it was taken. */
  get passed(): Position {
    let passed = this.from;
    for (const { records, position } of this.marks) if (records <= this.taken) passed = position;
    return passed;
  }

  /** The next records, at least one; waits for them. A frozen node is noticed by the client's keep-alive. */
  async take(): Promise<readonly LogRecord[]> {
    const records = await this.reader.take();
    if (records.length === 0) throw new StoreUnavailable('not-applied', 'EventStoreDB ended the subscription');
    this.taken += records.length;
    return records;
  }

  close(): void {
    this.reader.close();
  }

  /** A checkpoint overtakes the records that wait to be taken, so it counts only after them. */
  private mark(position: Position): void {
    const records = this.taken + this.reader.stream.readableLength;
    const last = this.marks.at(-1);
    if (last && (last.records === records || last.records <= this.taken)) this.marks.pop();
    this.marks.push({ records, position });
  }
}
