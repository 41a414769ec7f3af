import type { Logger } from '../../../application/ports/logger.port.js';
import type { Storage } from '../open-storage.js';
import { LeaseKeeper, type Standing } from './lease-keeper.js';
import type { LeaseTerm } from './lease-term.js';

export interface LeasedRoleOptions {
  readonly storage: Pick<Storage, 'leases' | 'isShared'>;
  readonly owner: string;
  readonly logger: Logger;
  readonly onFailure: (error: unknown) => void;
}

/** A part of the desk that one process of several plays: it works while it has its lease, and stands by while not. */
export abstract class LeasedRole {
  private readonly keeper: LeaseKeeper;

  constructor(lease: string, { storage, owner, logger, onFailure }: LeasedRoleOptions) {
    this.keeper = new LeaseKeeper({
      leases: storage.leases,
      name: lease,
      owner,
      // Who has its server to itself knows that no other is at work.
      seize: !storage.isShared,
      work: (term, settled) => this.serve(term, settled),
      onFailure,
      logger,
    });
  }

  /** Resolves when it is at work and settled, or stands by. */
  start(): Promise<Standing> {
    return this.keeper.start();
  }

  stop(): Promise<void> {
    return this.keeper.stop();
  }

  /** The work of one term, until it is over; `settled` is called once it goes on by itself. */
  protected abstract serve(term: LeaseTerm, settled: () => void): Promise<void>;
}
