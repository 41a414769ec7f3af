import { type ExpectedVersion, StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { isPassing, leavesOutcomeOpen, wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';
import type { EncodedFacts } from '../codec/fact-codec.js';

export interface AppendAnswer {
  readonly status: 'appended' | 'repeated' | 'conflict';
  /** Last version of the append; for a conflict that of the stream, -1 if there is none. */
  readonly version: number;
  /** Number of the last fact of the append. */
  readonly position: number;
}

interface AnswerRow {
  readonly status: AppendAnswer['status'];
  readonly version: number;
  readonly position: string | null;
}

/**
 * Writes one append in one round trip and one commit. Group commit belongs here: gather the appends that wait while a
 * commit is under way, and give them to the server in one transaction.
 */
export class Appender {
  constructor(private readonly pool: PostgresPool) {}

  /** @throws StoreUnavailable */
  async append(stream: string, facts: EncodedFacts, expected: ExpectedVersion): Promise<AppendAnswer> {
    const client = await this.pool.pool.connect().catch((cause: unknown) => {
      throw new StoreUnavailable('not-applied', `no connection to PostgreSQL: ${wordsOf(cause)}`, { cause });
    });
    let broken = false;
    try {
      const values = [stream, expected === 'none' ? -1 : expected];
      const { rows } = await client.query<AnswerRow>({
        name: 'es_append',
        text: 'select status, version, "position" from es_append($1, $2, $3, $4, $5, $6)',
        values: [...values, facts.types, facts.eventIds, facts.data, facts.metadata],
      });
      const row = rows[0] as AnswerRow;
      return { status: row.status, version: row.version, position: Number(row.position) };
    } catch (cause) {
      broken = leavesOutcomeOpen(cause);
      if (!isPassing(cause)) throw cause;
      throw new StoreUnavailable(broken ? 'unknown' : 'not-applied', wordsOf(cause), { cause });
    } finally {
      // A connection whose answer is still owed must not be given to the next one.
      client.release(broken);
    }
  }
}
