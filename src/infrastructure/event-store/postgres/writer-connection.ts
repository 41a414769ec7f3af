import type pg from 'pg';
import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { isPassing, leavesOutcomeOpen, wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';

/**
 * A fact that is acknowledged is on the disk, whatever the server does by default; what waits for copies of the server
 * (`remote_apply`) is stricter and stays.
 */
const DURABLE = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`;

/**
 * The one connection that a store writes over: its appends are in order anyway, and a pool that readers have emptied
 * does not hold them up. Opened by the first append, and anew by the next one after it broke.
 */
export class WriterConnection {
  private client: Promise<pg.Client> | undefined;
  private current: pg.Client | undefined;

  constructor(private readonly pool: PostgresPool) {}

  /** The one row of a call. One at a time. @throws StoreUnavailable, or the driver's error for a refused statement */
  async call<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row> {
    const client = await this.connected();
    try {
      return (await client.query<Row>(query)).rows[0] as Row;
    } catch (cause) {
      const open = leavesOutcomeOpen(cause);
      // A connection whose answer is still owed must not be asked again.
      if (open) this.drop(client);
      if (!isPassing(cause)) throw cause;
      throw new StoreUnavailable(open ? 'unknown' : 'not-applied', wordsOf(cause), { cause });
    }
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connected(): Promise<pg.Client> {
    this.client ??= this.connect();
    try {
      return await this.client;
    } catch (cause) {
      this.client = undefined;
      throw new StoreUnavailable('not-applied', `no connection to PostgreSQL: ${wordsOf(cause)}`, { cause });
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = this.pool.newWriter();
    // Broken while nobody asks: the next append connects anew instead of failing.
    client.on('error', () => this.drop(client));
    client.on('end', () => this.drop(client));
    try {
      await client.connect();
      await client.query(DURABLE);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.current = client;
    return client;
  }

  private drop(client: pg.Client): void {
    if (this.current !== client) return;
    this.current = undefined;
    this.client = undefined;
    void client.end().catch(() => undefined);
  }
}
