import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Most connections at once; default 8. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** Longest wait for an answer in ms before the connection is given up; default 60 000. */
  readonly answerTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const INT8 = 20;
const NUMERIC = 1700;
const asText = (value: string): string => value;

/** bigint and numeric stay text whatever anybody sets globally: a JavaScript number would lose digits of money. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === INT8 || oid === NUMERIC ? asText : pg.types.getTypeParser(oid, format),
};

const clientConfig = (options: PoolOptions): pg.ClientConfig => ({
  connectionString: options.url,
  application_name: options.name ?? 'tribune',
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  query_timeout: options.answerTimeoutMs ?? 60_000,
  keepAlive: true,
  types: TYPES,
});

/** The connections that adapters share. */
export class PostgresPool {
  readonly pool: pg.Pool;

  constructor(private readonly options: PoolOptions) {
    this.pool = new pg.Pool({ ...clientConfig(options), max: options.max ?? 8 });
    // A connection that breaks says so as an event too, idle to the pool, in use to nobody: unheard, it ends the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.pool.query<Row>(text, values as unknown[])).rows;
  }

  /** Runs `work` in one transaction; an error rolls back and goes on to the caller. */
  async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection that can't even roll back is thrown away: the server then rolls back by itself.
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** A connection of its own, not yet connected, for what must not share one (LISTEN). */
  newClient(): pg.Client {
    const { query_timeout: _, ...config } = clientConfig(this.options);
    return new pg.Client({ ...config, application_name: `${config.application_name} listener` });
  }

  /** A connection of its own, not yet connected, for a writer whose statements must go out in order. */
  newWriter(): pg.Client {
    const config = clientConfig(this.options);
    return new pg.Client({ ...config, application_name: `${config.application_name} writer` });
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}
