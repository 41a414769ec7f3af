import { randomUUID } from 'node:crypto';
import { judgeAppend } from './append-rules.js';
import { NodeStream } from './node-stream.js';
import { RecentIds } from './recent-ids.js';
import { LAST_REVISION, appendSize, type Expected, type ProposedFact, type StoredFact } from './stored-fact.js';

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly current: bigint; readonly expected: Expected }
  | { readonly kind: 'deleted' };

/** One atomic entry of the log, in the form in which a state file keeps it. An entry may hold no fact. */
export type LogEntry = readonly StoredFact[];

const TICKS_PER_MS = 10_000n;
/** Bytes of a record beside its content; any irregular step does, as long as nobody can count on it. */
const RECORD_BYTES = 97n;

/** The log of one node: facts in commit order, streams over it. It takes each append whole or not at all. */
export class NodeLog {
  readonly facts: StoredFact[] = [];
  private readonly streams = new Map<string, NodeStream>();
  private readonly recentIds = new RecentIds();
  private readonly listeners = new Set<() => void>();
  private end = 0n;

  /** @param keep is given each entry before the append is answered */
  constructor(private readonly keep: (entry: LogEntry) => void = () => {}) {}

  stream(name: string): NodeStream | undefined {
    return this.streams.get(name);
  }

  append(name: string, proposed: readonly ProposedFact[], expected: Expected): AppendOutcome {
    const stream = this.streams.get(name) ?? new NodeStream();
    if (stream.tombstone) return { kind: 'deleted' };
    const judgement = judgeAppend(name, stream, proposed, expected, (id) => this.recentIds.get(id));
    if (judgement === 'conflict') return { kind: 'conflict', current: stream.last, expected };
    if (judgement !== 'write') {
      const revision = judgement.repeated;
      return { kind: 'appended', revision, position: stream.facts[Number(revision)]?.position ?? this.end };
    }
    const revived = stream.softDeleted && proposed.length > 0 ? stream.last + 1n : undefined;
    const last = this.write(name, proposed, stream.last + 1n);
    if (revived !== undefined) this.describe(name, `{"$tb":${revived}}`);
    return { kind: 'appended', revision: last?.revision ?? stream.last, position: last?.position ?? this.end };
  }

  /** Hides all facts of a stream from its readers; they stay in the log. */
  softDelete(name: string, expected: Expected): AppendOutcome {
    return this.endStream(name, expected, () => this.describe(name, `{"$tb":${LAST_REVISION}}`));
  }

  /** Ends a stream for ever. */
  hardDelete(name: string, expected: Expected): AppendOutcome {
    const fact = { ...systemFact('$streamDeleted', ''), contentType: 'application/octet-stream' };
    return this.endStream(name, expected, () => this.write(name, [fact], LAST_REVISION));
  }

  /** Appends a fact of the node's own. */
  writeSystem(stream: string, type: string, json: string): void {
    this.append(stream, [systemFact(type, json)], 'any');
  }

  /** Takes back an entry that a state file kept. */
  restore(entry: LogEntry): void {
    entry.forEach((fact) => this.take(fact));
  }

  /** What a restart of the process costs: all that was only in memory. */
  forget(): void {
    this.recentIds.clear();
  }

  /** The index of the first fact beyond a position. */
  indexAfter(position: bigint): number {
    let [low, high] = [0, this.facts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.facts[middle] as StoredFact).position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Calls back after each entry, until the returned function is called. */
  onEntry(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private describe(name: string, json: string): StoredFact | undefined {
    const metastream = `$$${name}`;
    const next = (this.streams.get(metastream)?.last ?? -1n) + 1n;
    return this.write(metastream, [systemFact('$metadata', json)], next);
  }

  private endStream(name: string, expected: Expected, write: () => StoredFact | undefined): AppendOutcome {
    const stream = this.streams.get(name) ?? new NodeStream();
    if (stream.tombstone) return { kind: 'deleted' };
    const judgement = judgeAppend(name, stream, [], expected, () => undefined);
    if (judgement !== 'write') return { kind: 'conflict', current: stream.last, expected };
    const fact = write();
    return { kind: 'appended', revision: stream.last, position: fact?.position ?? this.end };
  }

  private write(stream: string, proposed: readonly ProposedFact[], from: bigint): StoredFact | undefined {
    const created = BigInt(Date.now()) * TICKS_PER_MS;
    // Even an empty append leaves a record, though nobody can read it.
    if (proposed.length === 0) this.end += RECORD_BYTES;
    const entry = proposed.map((fact, index) => {
      const position = this.end;
      this.end += RECORD_BYTES + BigInt(appendSize(fact) + Buffer.byteLength(stream));
      return { ...fact, stream, revision: from + BigInt(index), position, created };
    });
    this.keep(entry);
    entry.forEach((fact) => this.take(fact));
    this.listeners.forEach((listener) => listener());
    return entry.at(-1);
  }

  private take(fact: StoredFact): void {
    this.facts.push(fact);
    const next = fact.position + RECORD_BYTES + BigInt(appendSize(fact) + Buffer.byteLength(fact.stream));
    if (next > this.end) this.end = next;
    const stream = this.streamToWrite(fact.stream);
    if (fact.revision === LAST_REVISION) stream.tombstone = fact;
    else stream.facts.push(fact);
    if (fact.type === '$metadata' && fact.stream.startsWith('$$')) {
      this.streamToWrite(fact.stream.slice(2)).describe(fact.data);
    }
    this.recentIds.add(fact);
  }

  private streamToWrite(name: string): NodeStream {
    const known = this.streams.get(name);
    if (known) return known;
    const stream = new NodeStream();
    this.streams.set(name, stream);
    return stream;
  }
}

const systemFact = (type: string, json: string): ProposedFact => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: Buffer.alloc(0),
});
