import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { isPassing, wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';
import { decodeFacts } from '../codec/fact-codec.js';

/** Positions looked at in one query: the memory of a reader, however slow it is. */
export const PAGE = 500;

/** Parsing is half of a reader's work, so the page behind is asked for first. `facts` gives them once. */
export interface LogPage {
  /** @throws UnreadableFact, UnknownSchema */
  readonly facts: () => readonly RecordedFact[];
  /** Everything up to here has been looked at. */
  readonly upTo: number;
  /** The head of the log at the moment of the query. */
  readonly head: number;
  /** True if the facts and the head are this process's own, and the server was not asked. */
  readonly remembered?: boolean;
}

export interface StreamPage {
  /** @throws UnreadableFact, UnknownSchema */
  readonly facts: () => readonly RecordedFact[];
  readonly count: number;
  /** Version of the last of them in the order of reading; -1 if there is none. */
  readonly last: number;
}

/**
 * The server joins facts to texts that are parsed at once, which costs less than half of rows with columns; 50 to a text,
 * because the driver copies a row that does not fit into one read of the socket again and again.
 */
const PER_TEXT = 50;
const LINE = `f.position || ',' || f.version || ',' || to_json(f.type) || ',' || f.data || ',' || f.metadata`;
const joined = (line: string) => String.raw`string_agg(${line}, E',\n') as facts`;

/** Head and facts come from one snapshot, so an empty page proves that nothing is there up to the head. */
const log = (condition: string) => `select h.position as head, ${joined(`${LINE} || ',' || to_json(f.stream)`)}
  from es_head h left join es_facts f
    on f.position > $1 and f.position <= least($1 + $2::bigint, h.position) ${condition}
  group by h.position, f.position / ${PER_TEXT}`;
const LOG = log('');
const LOG_FILTERED = log(`and split_part(f.stream, '-', 1) = any($3::text[])`);

/** The reader of one stream knows its name. */
const ofStream = (bound: string) => `select count(*)::int as count, min(f.version) as oldest, max(f.version) as newest,
    ${joined('f.line')} from (
    select f.version, ${LINE} as line from es_facts f where f.stream = $1 and f.version ${bound} limit $3
  ) f group by f.version / ${PER_TEXT}`;
const STREAM_UP = ofStream('>= $2 order by f.version');
const STREAM_DOWN = ofStream('<= $2 order by f.version desc');

/** `facts` is null where no fact is. */
interface LogRow {
  readonly head: string;
  readonly facts: string | null;
}

interface StreamRow {
  readonly facts: string;
  readonly count: number;
  readonly oldest: number;
  readonly newest: number;
}

/** Reads the tables page by page. @throws StoreUnavailable with `not-applied` */
export class FactPages {
  constructor(
    private readonly pool: PostgresPool,
    private readonly upcasts: UpcastTable,
  ) {}

  async ofLog(after: number, count: number, categories?: readonly string[]): Promise<LogPage> {
    const rows = categories
      ? await this.query<LogRow>('es_log_filtered', LOG_FILTERED, [after, count, categories])
      : await this.query<LogRow>('es_log', LOG, [after, count]);
    const head = Number(rows[0]?.head ?? 0);
    const facts = this.decoding(rows, undefined, (a, b) => (a.position < b.position ? -1 : 1));
    return { facts, upTo: Math.min(after + count, head), head };
  }

  /** Facts of one stream from a version on, upwards or downwards. */
  async ofStream(stream: string, from: number, backwards: boolean, limit: number): Promise<StreamPage> {
    const values = [stream, from, limit];
    const rows = backwards
      ? await this.query<StreamRow>('es_stream_down', STREAM_DOWN, values)
      : await this.query<StreamRow>('es_stream_up', STREAM_UP, values);
    const direction = backwards ? -1 : 1;
    const facts = this.decoding(rows, stream, (a, b) => direction * (a.version - b.version));
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const last = backwards ? Math.min(...rows.map((row) => row.oldest)) : Math.max(...rows.map((row) => row.newest));
    return { facts, count, last: count === 0 ? -1 : last };
  }

  async head(): Promise<number> {
    const rows = await this.query<{ position: string }>('es_head', 'select position from es_head', []);
    return Number(rows[0]?.position ?? 0);
  }

  /** The server joins in whatever order it finds best. Works once: text and facts together would take twice the room. */
  private decoding(
    rows: readonly { readonly facts: string | null }[],
    stream: string | undefined,
    order: (a: RecordedFact, b: RecordedFact) => number,
  ): () => RecordedFact[] {
    let texts: readonly (string | null)[] = rows.map(({ facts }) => facts);
    return () => {
      const taken = texts;
      texts = [];
      return taken.flatMap((text) => (text === null ? [] : decodeFacts(text, this.upcasts, stream))).sort(order);
    };
  }

  private async query<R extends object>(name: string, text: string, values: unknown[]): Promise<readonly R[]> {
    try {
      return (await this.pool.pool.query<R>({ name, text, values })).rows;
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      throw new StoreUnavailable('not-applied', wordsOf(cause), { cause });
    }
  }
}
