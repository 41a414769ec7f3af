import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { LeaseLost, type Leases } from '../../../application/ports/leases.port.js';
import type { Logger } from '../../../application/ports/logger.port.js';
import { LEASE_TIMING, LeaseTerm, type LeaseTiming } from './lease-term.js';

export interface KeeperOptions {
  readonly leases: Leases;
  readonly name: string;
  /** Who this process is, for people. */
  readonly owner: string;
  /** Takes it from whoever has it: for one that nobody else can stand beside. */
  readonly seize: boolean;
  /** What is done under the lease. It calls `settled` once it works, and ends when the term is over. */
  readonly work: (term: LeaseTerm, settled: () => void) => Promise<void>;
  /** The work failed for another reason than the lease or an outage. */
  readonly onFailure: (error: unknown) => void;
  readonly logger: Logger;
  readonly timing?: LeaseTiming;
}

export type Standing = 'active' | 'standby';

/**
 * Works whenever its lease is free to take, and stands by otherwise. A lost lease or an outage ends the work and not the
 * keeper.
 */
export class LeaseKeeper {
  private readonly stopping = new AbortController();
  private readonly timing: LeaseTiming;
  private term: LeaseTerm | undefined;
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly options: KeeperOptions) {
    this.timing = options.timing ?? LEASE_TIMING;
  }

  /** Resolves when the work has settled, or another was found to have the lease. @throws what the first work throws */
  async start(): Promise<Standing> {
    let stands: (standing: Standing) => void = () => undefined;
    const settled = new Promise<Standing>((resolve) => (stands = resolve));
    const going = this.go(stands);
    this.going = going.catch(() => undefined);
    const standing = await Promise.race([settled, going.then(() => 'standby' as const)]);
    // From here on nobody waits for a failure.
    this.going = going.catch(this.options.onFailure);
    return standing;
  }

  /** Ends the work calmly, then lets another have the lease at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.term?.end();
    await this.going;
  }

  private async go(stands: (standing: Standing) => void): Promise<void> {
    const { name, logger } = this.options;
    while (!this.stopping.signal.aborted) {
      const term = await this.begin();
      if (!term) {
        stands('standby');
        await this.pause();
        continue;
      }
      logger.debug('took the lease', { lease: name, token: term.fence.token });
      await this.serve(term, () => stands('active'));
      if (term.lost) logger.warn('lost the lease, stands by', { lease: name, token: term.fence.token });
    }
    stands('standby');
  }

  private async begin(): Promise<LeaseTerm | undefined> {
    const { leases, name, owner, seize } = this.options;
    // A lease that was lost in spite of a seizing has a rightful holder.
    const isFirst = this.term === undefined;
    const asked = LeaseTerm.begin(leases, { name, owner, seize: seize && isFirst }, this.timing);
    const term = await asked.catch(outage);
    if (term) this.term = term;
    return term;
  }

  private async serve(term: LeaseTerm, settled: () => void): Promise<void> {
    if (this.stopping.signal.aborted) term.end();
    try {
      await this.options.work(term, settled);
    } catch (error) {
      if (!(error instanceof LeaseLost)) outage(error);
      this.options.logger.warn('work under the lease ended', { lease: this.options.name, cause: String(error) });
      await this.pause();
    } finally {
      await term.release();
    }
  }

  private async pause(): Promise<void> {
    await sleep(this.timing.lookEveryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

const outage = (error: unknown): undefined => {
  if (!(error instanceof StoreUnavailable)) throw error;
  return undefined;
};
