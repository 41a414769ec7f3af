import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AppendResult,
  ConcurrencyError,
  type ExpectedVersion,
  type NewFact,
} from '../../../application/ports/event-store.port.js';
import type { RecordedFact } from '../../../domain/shared/fact.js';
import { upcast } from '../codec/upcasts.js';
import { appendFailure, assertSendable, isConflict, isNotLeader } from './failures.js';
import type { LogReader, ReaderParts } from './log-reader.js';
import { textOf } from './log-position.js';
import { type Outgoing, outgoing } from './stored-facts.js';

type NodeAnswer = Awaited<ReturnType<ReaderParts['client']['append']>>;

/** The client learns of the new leader by the refusal, and calls it the next time. */
const LEADER_ATTEMPTS = 5;
const LEADER_PAUSE_MS = 50;

/** Writes one append in one call, always at an exact expected version. */
export class Appender {
  constructor(
    private readonly parts: ReaderParts,
    private readonly reader: LogReader,
  ) {}

  /** @throws ConcurrencyError, StoreUnavailable, AppendTooLarge, StreamTombstoned, TypeError */
  async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    const { streams, health } = this.parts;
    const stored = streams.stored(stream);
    const sent = outgoing(facts);
    assertSendable(stream, sent.bytes);
    const answer = await this.send(stored, sent, expected).catch((error: unknown) => {
      const { actualVersion } = (error ?? {}) as { readonly actualVersion?: unknown };
      if (isConflict(error)) return typeof actualVersion === 'bigint' ? Number(actualVersion) : 'none';
      const failure = appendFailure(error, stream, sent.bytes);
      if (failure.name === 'StoreUnavailable') health.failed(failure.message);
      throw failure;
    });
    health.well();
    if (typeof answer !== 'object') return this.repeated(stream, facts, expected, answer);
    return this.fresh(stream, facts, expected, answer) ?? (await this.asStored(stream, facts, expected));
  }

  private async send(stream: string, { records }: Outgoing, expected: ExpectedVersion): Promise<NodeAnswer> {
    const revision = expected === 'none' ? 'no_stream' : BigInt(expected);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.parts.client.append(stream, records, revision);
      } catch (error) {
        if (!isNotLeader(error) || attempt >= LEADER_ATTEMPTS) throw error;
        await sleep(LEADER_PAUSE_MS);
      }
    }
  }

  /** A lone fact needs no look at the log: its place is in the answer, and by its id it is stored as it was given. */
  private fresh(
    stream: string,
    facts: readonly NewFact[],
    expected: ExpectedVersion,
    { nextExpectedRevision, position }: NodeAnswer,
  ): AppendResult | undefined {
    const [fact] = facts;
    const version = firstOf(expected);
    if (facts.length > 1 || !fact || !position || nextExpectedRevision !== BigInt(version)) return undefined;
    const { type, data, metadata } = fact;
    const place = textOf(position);
    const stored = upcast(this.parts.upcasts, { stream, version, position: place, type, data, metadata });
    return { version, position: place, facts: [stored] };
  }

  /** The answer has the position of the last fact only; those before it have theirs, which the node alone knows. */
  private async asStored(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    const stored = await this.standingAt(stream, firstOf(expected), facts.length);
    return resultOf(stored);
  }

  /** Not at the head: fine if exactly these facts already stand there (a retry), else somebody else came first. */
  private async repeated(
    stream: string,
    facts: readonly NewFact[],
    expected: ExpectedVersion,
    actual: number | 'none',
  ): Promise<AppendResult> {
    const stored = actual === 'none' ? [] : await this.standingAt(stream, firstOf(expected), facts.length);
    const same = facts.every((fact, i) => stored[i]?.metadata.eventId === fact.metadata.eventId);
    if (!same) throw new ConcurrencyError(stream, expected, actual);
    return resultOf(stored);
  }

  private async standingAt(stream: string, from: number, limit: number): Promise<readonly RecordedFact[]> {
    const stored: RecordedFact[] = [];
    for await (const fact of this.reader.ofStream(stream, { from, limit }, true)) stored.push(fact);
    return stored;
  }
}

const firstOf = (expected: ExpectedVersion): number => (expected === 'none' ? 0 : expected + 1);

const resultOf = (stored: readonly RecordedFact[]): AppendResult => {
  const { version, position } = stored[stored.length - 1] as RecordedFact;
  return { version, position, facts: stored };
};
