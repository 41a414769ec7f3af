import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { isPassing, wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';
import { decodeFacts } from '../codec/fact-codec.js';

/** Positions looked at in one query: the memory of a reader, however slow it is. */
export const PAGE = 500;

export interface LogPage {
  readonly facts: readonly RecordedFact[];
  /** Everything up to here has been looked at. */
  readonly upTo: number;
  /** The head of the log at the moment of the query. */
  readonly head: number;
  /** True if the facts and the head are this process's own, and the server was not asked. */
  readonly remembered?: boolean;
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
const ofStream = (bound: string) => `select ${joined('f.line')} from (
    select f.version, ${LINE} as line from es_facts f where f.stream = $1 and f.version ${bound} limit $3
  ) f group by f.version / ${PER_TEXT}`;
const STREAM_UP = ofStream('>= $2 order by f.version');
const STREAM_DOWN = ofStream('<= $2 order by f.version desc');

/** `facts` is null where no fact is. */
interface Row {
  readonly head: string;
  readonly facts: string | null;
}

/** Reads the tables page by page. @throws StoreUnavailable with `not-applied` */
export class FactPages {
  constructor(
    private readonly pool: PostgresPool,
    private readonly upcasts: UpcastTable,
  ) {}

  async ofLog(after: number, count: number, categories?: readonly string[]): Promise<LogPage> {
    const rows = categories
      ? await this.query<Row>('es_log_filtered', LOG_FILTERED, [after, count, categories])
      : await this.query<Row>('es_log', LOG, [after, count]);
    const head = Number(rows[0]?.head ?? 0);
    const facts = this.decoded(rows).sort((a, b) => (a.position < b.position ? -1 : 1));
    return { facts, upTo: Math.min(after + count, head), head };
  }

  /** Facts of one stream from a version on, upwards or downwards. */
  async ofStream(stream: string, from: number, backwards: boolean, limit: number): Promise<readonly RecordedFact[]> {
    const values = [stream, from, limit];
    const rows = backwards
      ? await this.query<Row>('es_stream_down', STREAM_DOWN, values)
      : await this.query<Row>('es_stream_up', STREAM_UP, values);
    const direction = backwards ? -1 : 1;
    return this.decoded(rows, stream).sort((a, b) => direction * (a.version - b.version));
  }

  async head(): Promise<number> {
    const rows = await this.query<{ position: string }>('es_head', 'select position from es_head', []);
    return Number(rows[0]?.position ?? 0);
  }

  /** The server joins in whatever order it finds best. */
  private decoded(rows: readonly Row[], stream?: string): RecordedFact[] {
    return rows.flatMap(({ facts }) => (facts === null ? [] : decodeFacts(facts, this.upcasts, stream)));
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
