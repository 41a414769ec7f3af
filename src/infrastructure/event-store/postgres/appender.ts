import { type ExpectedVersion, type NewFact, StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { PostgresPool } from '../../postgres/pool.js';
import { encode } from '../codec/fact-codec.js';
import { type Append, type AppendAnswer, answersOf, batchQuery, type BatchRow } from './append-batch.js';
import { endOfTurn } from './end-of-turn.js';
import { WriterConnection } from './writer-connection.js';

export interface AppenderLimits {
  /** Most facts in one transaction, unless one append alone has more. */
  readonly batchFacts: number;
  /** Most characters of JSON in one transaction, unless one append alone has more. */
  readonly batchCharacters: number;
  /** Characters of JSON made ahead of the server; what arrives beyond waits as the caller's own facts. */
  readonly aheadCharacters: number;
  /** Most facts that wait; an append beyond is refused, surely not applied. */
  readonly waitingFacts: number;
}

export const APPENDER_LIMITS: AppenderLimits = {
  batchFacts: 512,
  batchCharacters: 1_048_576,
  aheadCharacters: 16_777_216,
  waitingFacts: 100_000,
};

interface Waiting {
  readonly stream: string;
  readonly given: readonly NewFact[];
  readonly expected: ExpectedVersion;
  encoded: EncodedAppend | undefined;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

interface EncodedAppend extends Append {
  readonly characters: number;
}

/**
 * Group commit: appends that arrive while a commit is under way go together in the next one, in one round trip and with
 * one flush. Each is stored, repeated or refused alone; their order is that of arrival.
 */
export class Appender {
  private readonly connection: WriterConnection;
  private waiting: Waiting[] = [];
  private waitingFacts = 0;
  private ahead = 0;
  private running: Promise<void> | undefined;

  constructor(
    pool: PostgresPool,
    private readonly limits: AppenderLimits = APPENDER_LIMITS,
  ) {
    this.connection = new WriterConnection(pool);
  }

  /** @throws StoreUnavailable */
  append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendAnswer> {
    if (this.waitingFacts > 0 && this.waitingFacts + facts.length > this.limits.waitingFacts)
      return Promise.reject(
        new StoreUnavailable('not-applied', `${this.waitingFacts} facts wait to be written already`),
      );
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { stream, given: facts, expected, encoded: undefined, resolve, reject };
      // Made while the server is busy with those before.
      if (this.ahead < this.limits.aheadCharacters) this.encodeAhead(waiting);
      this.waiting.push(waiting);
      this.waitingFacts += facts.length;
      this.running ??= this.run();
    });
  }

  /** Resolves when what waits has been written or refused. */
  async close(): Promise<void> {
    await this.running;
    await this.connection.close();
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Callers that have just got their answer append again within this turn: they go together with those that waited.
      await endOfTurn();
      await this.write(this.nextBatch());
    }
    this.running = undefined;
  }

  private nextBatch(): readonly Waiting[] {
    const { batchFacts, batchCharacters } = this.limits;
    let [facts, characters, count] = [0, 0, 0];
    for (const waiting of this.waiting) {
      const encoded = waiting.encoded ?? this.encodeAhead(waiting);
      facts += waiting.given.length;
      characters += encoded.characters;
      if (count > 0 && (facts > batchFacts || characters > batchCharacters)) break;
      count += 1;
    }
    const batch = this.waiting.splice(0, count);
    for (const { given, encoded } of batch) {
      this.waitingFacts -= given.length;
      this.ahead -= encoded?.characters ?? 0;
    }
    return batch;
  }

  /** Never rejects: each append of the batch gets its answer or its error. */
  private async write(batch: readonly Waiting[]): Promise<void> {
    const appends = batch.map(({ encoded }) => encoded as EncodedAppend);
    try {
      const row = await this.connection.call<BatchRow>(batchQuery(appends));
      for (const [i, answer] of answersOf(row, appends).entries()) batch[i]?.resolve(answer);
    } catch (error) {
      const refused = !(error instanceof StoreUnavailable);
      // One that the server refuses takes back the whole transaction; alone it takes nobody with it.
      if (refused && batch.length > 1) for (const waiting of batch) await this.write([waiting]);
      else for (const { reject } of batch) reject(error);
    }
  }

  private encodeAhead(waiting: Waiting): EncodedAppend {
    const facts = encode(waiting.given);
    let characters = 0;
    for (const text of facts.data) characters += text.length;
    for (const text of facts.metadata) characters += text.length;
    waiting.encoded = { stream: waiting.stream, expected: waiting.expected, facts, characters };
    this.ahead += characters;
    return waiting.encoded;
  }
}
