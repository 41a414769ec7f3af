import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { LogEntry } from './node-log.js';
import type { StoredFact } from './stored-fact.js';

/** A fact in the file, shortest first: stream, revision, position, created, id, type, content type, data, metadata. */
type Line = [string, string, string, string, string, string, string, string, string];

const toLine = (fact: StoredFact): Line => [
  fact.stream,
  fact.revision.toString(),
  fact.position.toString(),
  fact.created.toString(),
  fact.id,
  fact.type,
  fact.contentType,
  Buffer.from(fact.data).toString('base64'),
  Buffer.from(fact.metadata).toString('base64'),
];

const fromLine = ([stream, revision, position, created, id, type, contentType, data, metadata]: Line): StoredFact => ({
  stream,
  revision: BigInt(revision),
  position: BigInt(position),
  created: BigInt(created),
  id,
  type,
  contentType,
  data: Buffer.from(data, 'base64'),
  metadata: Buffer.from(metadata, 'base64'),
});

/**
 * The log of a node on disk: one line an entry, written before the append is answered, so that what was acknowledged
 * outlives the process. It is not flushed to the disk itself: a killed process loses nothing by that.
 */
export class StateFile {
  private readonly descriptor: number;
  readonly entries: readonly LogEntry[];

  /** Opens the file, new or old; the line that a kill cut in two is dropped, as the append had no answer. */
  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.entries = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as Line[]).map(fromLine));
    this.descriptor = openSync(path, 'a');
    ftruncateSync(this.descriptor, Buffer.byteLength(whole));
  }

  keep(entry: LogEntry): void {
    if (entry.length > 0) writeSync(this.descriptor, `${JSON.stringify(entry.map(toLine))}\n`);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
