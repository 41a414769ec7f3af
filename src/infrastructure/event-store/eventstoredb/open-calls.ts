import type { Call } from './client.js';
import { RecordReader } from './record-reader.js';

/** The reads that are under way, so that closing the store ends them. */
export class OpenCalls {
  private readonly open = new Set<RecordReader>();

  reader(call: Call): RecordReader {
    const reader = new RecordReader(call, (closed) => this.open.delete(closed));
    this.open.add(reader);
    return reader;
  }

  close(): void {
    for (const reader of [...this.open]) reader.close();
  }
}
