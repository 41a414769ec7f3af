import type pg from 'pg';
import { wordsOf } from '../../postgres/failures.js';
import type { PostgresPool } from '../../postgres/pool.js';
import { CHANNEL } from './schema.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** A connection can be dead without saying so; a waiting reader looks by itself this often. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Tells waiting readers that the head has moved: by NOTIFY over one connection, for as long as the store is open. After
 * each reconnect everybody looks again, because what was said in between was not heard.
 */
export class HeadSignal {
  /** The newest position number heard of. */
  known = 0;
  /** Why nothing can be heard at the moment; undefined while listening, or not asked to listen yet. */
  trouble: string | undefined;
  /** True while the head of others is heard of, within the time of a message. */
  hears = false;
  private readonly waiting = new Set<() => void>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private started = false;
  private closed = false;

  constructor(private readonly pool: PostgresPool) {}

  /** Begins to listen; called by the first who needs it, a subscription mostly. */
  listen(): void {
    if (this.started || this.closed) return;
    this.started = true;
    void this.connect(FIRST_RETRY_MS);
  }

  advance(head: number): void {
    if (head <= this.known) return;
    this.known = head;
    this.wakeAll();
  }

  /**
   * Resolves when a head beyond `position` is known, or after a while. `holdOn` gets what cancels the wait.
   */
  beyond(position: number, holdOn: (cancel: () => void) => void): Promise<void> {
    if (this.known > position || this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, LOOK_AGAIN_MS);
      this.waiting.add(end);
      holdOn(end);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    this.wakeAll();
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(nextRetryMs: number): Promise<void> {
    const client = this.pool.newClient();
    this.client = client;
    let lost = false;
    const lose = (cause?: unknown) => {
      if (lost || this.closed) return;
      lost = true;
      this.hears = false;
      this.trouble = `not listening: ${cause === undefined ? 'connection closed' : wordsOf(cause)}`;
      void client.end().catch(() => undefined);
      // Heard nothing from here on: after a connection that stood, begin with the short wait again.
      this.retry = setTimeout(() => void this.connect(Math.min(nextRetryMs * 2, LAST_RETRY_MS)), nextRetryMs);
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', (notice) => this.advance(Number(notice.payload)));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      // What was appended before anybody listened was never said: from this head on, all is heard.
      const { rows } = await client.query<{ position: string }>('select position from es_head');
      if (this.closed) return await client.end();
      this.known = Math.max(this.known, Number(rows[0]?.position ?? 0));
      nextRetryMs = FIRST_RETRY_MS;
      this.trouble = undefined;
      this.hears = true;
      this.wakeAll();
    } catch (error) {
      lose(error);
    }
  }

  private wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }
}
