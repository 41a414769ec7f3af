import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { RecordedFact } from '../../../domain/shared/fact.js';
import type { UpcastTable } from '../../../domain/shared/upcasts.js';
import { isPassing, wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';
import { decode, type FactRow } from '../codec/fact-codec.js';

/** Positions looked at in one query: the memory of a reader, however slow it is. */
export const PAGE = 500;

export interface LogPage {
  readonly facts: readonly RecordedFact[];
  /** Everything up to here has been looked at. */
  readonly upTo: number;
  /** The head of the log at the moment of the query. */
  readonly head: number;
}

type LogRow = { readonly head: string } & (FactRow | { readonly position: null });

/** The reader of one stream knows its name. */
const COLUMNS = 'f.position, f.version, f.type, f.data, f.metadata';
/** Head and facts come from one snapshot, so an empty page proves that nothing is there up to the head. */
const LOG = `select h.position as head, f.stream, ${COLUMNS} from es_head h
  left join es_facts f on f.position > $1 and f.position <= least($1 + $2::bigint, h.position)`;

/** Reads the tables page by page. @throws StoreUnavailable with `not-applied` */
export class FactPages {
  constructor(
    private readonly pool: PostgresPool,
    private readonly upcasts: UpcastTable,
  ) {}

  async ofLog(after: number, count: number, categories?: readonly string[]): Promise<LogPage> {
    const rows = categories
      ? await this.query<LogRow>(
          'es_log_filtered',
          `${LOG} and split_part(f.stream, '-', 1) = any($3::text[]) order by f.position`,
          [after, count, categories],
        )
      : await this.query<LogRow>('es_log', `${LOG} order by f.position`, [after, count]);
    const head = Number(rows[0]?.head ?? 0);
    const facts = rows.filter((row): row is LogRow & FactRow => row.position !== null);
    return { facts: facts.map((row) => decode(row, this.upcasts)), upTo: Math.min(after + count, head), head };
  }

  /** Facts of one stream from a version on, upwards or downwards. */
  async ofStream(stream: string, from: number, backwards: boolean, limit: number): Promise<readonly RecordedFact[]> {
    const text = `select ${COLUMNS} from es_facts f where f.stream = $1 and f.version`;
    const [name, bound] = backwards
      ? ['es_stream_down', '<= $2 order by f.version desc']
      : ['es_stream_up', '>= $2 order by f.version'];
    const values = [stream, from, limit];
    const rows = await this.query<Omit<FactRow, 'stream'>>(name, `${text} ${bound} limit $3`, values);
    return rows.map((row) => decode({ ...row, stream }, this.upcasts));
  }

  async head(): Promise<number> {
    const rows = await this.query<{ position: string }>('es_head', 'select position from es_head', []);
    return Number(rows[0]?.position ?? 0);
  }

  private async query<Row extends object>(name: string, text: string, values: unknown[]): Promise<readonly Row[]> {
    try {
      return (await this.pool.pool.query<Row>({ name, text, values })).rows;
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      throw new StoreUnavailable('not-applied', wordsOf(cause), { cause });
    }
  }
}
