import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { LeaseNow, Leases } from '../../../application/ports/leases.port.js';
import type { Logger } from '../../../application/ports/logger.port.js';

const LOOK_EVERY_MS = 500;

/** What the holders of some leases told last, looked up twice a second. */
export class LeaseWatch {
  private readonly listeners = new Set<() => void>();
  private seen: ReadonlyMap<string, LeaseNow> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly leases: Leases,
    private readonly names: readonly string[],
    private readonly logger: Logger,
  ) {}

  /** Resolves with the first look. */
  async start(): Promise<void> {
    this.looking = this.look();
    await this.looking;
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** As it was seen last; undefined where nobody ever had it. */
  now(name: string): LeaseNow | undefined {
    return this.seen.get(name);
  }

  /** Called after each look. Returns how to stop it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async look(): Promise<void> {
    try {
      const found = await this.leases.look(this.names);
      this.seen = new Map(found.map((lease) => [lease.name, lease]));
      for (const listener of this.listeners) listener();
    } catch (error) {
      // What was seen last stands until the server is back; that it is away is the store's health.
      if (!(error instanceof StoreUnavailable)) this.logger.error('leases cannot be read', { cause: String(error) });
    }
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, LOOK_EVERY_MS);
  }
}
