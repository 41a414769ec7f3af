import {
  type ReadAllOptions,
  type ReadStreamOptions,
  UnknownPosition,
} from '../../../application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../domain/shared/fact.js';
import { categoryOf } from '../../../domain/shared/stream-names.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import type { Call, LogRecord, NodeClient } from './client.js';
import type { DeskStreams } from './desk-streams.js';
import { isNoPosition, isStreamNotFound, readFailure } from './failures.js';
import { type LogPosition, placeOf, textOf } from './log-position.js';
import type { NodeHealth } from './node-health.js';
import type { OpenCalls } from './open-calls.js';
import { factOf } from './stored-facts.js';

export interface ReaderParts {
  readonly client: NodeClient;
  readonly streams: DeskStreams;
  readonly upcasts: UpcastTable;
  readonly calls: OpenCalls;
  readonly health: NodeHealth;
  /** Longest silence of the node within a read, in ms. */
  readonly deadlineMs: number;
}

type Newest = { readonly empty: true } | { readonly empty: false; readonly position: Position };

/** Records asked for in one call: no call is kept open for longer than its reader needs for these. */
const PAGE = 1_000;

/**
 * Reads as calls of bounded length whose records are taken as the reader goes on: memory holds a handful of them, however
 * slow it is. @throws StoreUnavailable with `not-applied`
 */
export class LogReader {
  constructor(
    private readonly parts: ReaderParts,
    /** Nothing of the log lies before it. */
    private readonly origin: LogPosition,
  ) {}

  async *ofStream(stream: string, options: ReadStreamOptions = {}, fromLeader = false): AsyncGenerator<RecordedFact> {
    const { client, streams, upcasts } = this.parts;
    const { from = 0, backwards = false, limit = Infinity } = options;
    if (limit <= 0) return;
    const count = limit === Infinity ? {} : { maxCount: limit };
    const start = backwards ? 'end' : BigInt(from);
    const open = () => client.readStream(streams.stored(stream), start, { backwards, fromLeader, ...count });
    for await (const records of this.records(open, stream)) {
      for (const record of records) {
        if (record.type.startsWith('$')) continue;
        if (record.revision < BigInt(from)) return;
        yield factOf(record, stream, upcasts);
      }
    }
  }

  async *ofLog(options: ReadAllOptions = {}): AsyncGenerator<RecordedFact> {
    try {
      yield* this.pages(options);
    } catch (error) {
      throw isNoPosition(error) ? new UnknownPosition(options.after ?? '', { cause: error }) : error;
    }
  }

  private async *pages(options: ReadAllOptions): AsyncGenerator<RecordedFact> {
    const wanted = options.categories && new Set(options.categories);
    let left = options.limit ?? Infinity;
    let at = options.after === undefined ? this.origin : placeOf(options.after);
    // Facts appended while the reader was busy belong to this reading too: it ends where a call brings nothing more.
    for (let more = true; more;) {
      // One more: the node begins with the record at `at` itself, which the reader has.
      const maxCount = wanted ? PAGE : Math.min(PAGE, left + 1);
      const from = at;
      for await (const records of this.records(() => this.parts.client.readAll(from, { backwards: false, maxCount }))) {
        for (const record of records) {
          const fact = this.factAfter(record, from, wanted);
          if (!fact) continue;
          if (left <= 0) return;
          left -= 1;
          yield fact;
        }
        at = (records.at(-1) as LogRecord).position;
      }
      more = left > 0 && at.commit > from.commit;
    }
  }

  /** Of the last fact. Records that are none of ours stand behind it: the node writes statistics all the time. */
  async head(): Promise<Position | undefined> {
    const last = (maxCount?: number) =>
      this.newest(() =>
        this.parts.client.readAll('end', { backwards: true, ...(maxCount === undefined ? {} : { maxCount }) }),
      );
    const found = (await last(1)) ?? (await last());
    return found?.empty === false ? found.position : undefined;
  }

  /** What a backward read meets first: the last fact, the beginning of the log (`empty`), or neither. */
  private async newest(open: () => Call): Promise<Newest | undefined> {
    const { streams } = this.parts;
    for await (const records of this.records(open)) {
      for (const { streamId, type, position } of records) {
        if (streamId === streams.identity) return { empty: true };
        if (streams.named(streamId, type) !== undefined) return { empty: false, position: textOf(position) };
      }
    }
    return undefined;
  }

  private factAfter(
    record: LogRecord,
    at: LogPosition,
    wanted: ReadonlySet<string> | undefined,
  ): RecordedFact | undefined {
    const { commit, prepare } = record.position;
    if (commit === at.commit && prepare === at.prepare) return undefined;
    const { streams, upcasts } = this.parts;
    const stream = streams.named(record.streamId, record.type);
    if (stream === undefined || (wanted && !wanted.has(categoryOf(stream)))) return undefined;
    return factOf(record, stream, upcasts);
  }

  private async *records(open: () => Call, stream = ''): AsyncGenerator<readonly LogRecord[]> {
    const { calls, health, deadlineMs } = this.parts;
    // Closed by `finally` even where the reader breaks off, so that the node does not go on sending.
    const reader = calls.reader(open());
    try {
      for (;;) {
        const records = await reader.take(deadlineMs).catch((error: unknown) => {
          if (isStreamNotFound(error)) return [];
          if (isNoPosition(error)) throw error;
          const failure = readFailure(error, stream);
          health.failed(failure.message);
          throw failure;
        });
        health.well();
        if (records.length === 0) return;
        yield records;
      }
    } finally {
      reader.close();
    }
  }
}
