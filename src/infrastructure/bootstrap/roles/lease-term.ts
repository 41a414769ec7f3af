import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { type Fence, LeaseLost, type Leases } from '../../../application/ports/leases.port.js';

export interface LeaseTiming {
  /** A holder that says nothing for so long is taken for dead. */
  readonly ttlMs: number;
  readonly renewEveryMs: number;
  /** How often one that waits looks whether the lease is free. */
  readonly lookEveryMs: number;
}

/** A standby is at work 10 s after a sudden death of the holder at the latest, its start included. */
export const LEASE_TIMING: LeaseTiming = { ttlMs: 4_000, renewEveryMs: 1_000, lookEveryMs: 500 };

/** By a clock that nobody sets and that goes on while the process is stopped. */
const steadyNow = (): number => performance.now();

/** One holding of a lease, from the taking to the loss or the release. */
export class LeaseTerm {
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> = Promise.resolve();
  private taken = false;
  private released = false;

  /** `heldUntil` is reckoned from before the lease was asked for: the server's own end is never earlier. */
  constructor(
    readonly fence: Fence,
    private readonly leases: Leases,
    private readonly timing: LeaseTiming,
    private heldUntil: number,
  ) {
    this.renewLater();
  }

  /** Asks for the lease; undefined while another has it. */
  static async begin(
    leases: Leases,
    { name, owner, seize }: { readonly name: string; readonly owner: string; readonly seize: boolean },
    timing: LeaseTiming,
  ): Promise<LeaseTerm | undefined> {
    const heldUntil = steadyNow() + timing.ttlMs;
    const how = seize ? leases.seize(name, owner, timing.ttlMs) : leases.take(name, owner, timing.ttlMs);
    const fence = await how;
    return fence && new LeaseTerm(fence, leases, timing, heldUntil);
  }

  /** Aborted when the work has to end: the lease is lost, or somebody asked for an end. */
  get over(): AbortSignal {
    return this.ending.signal;
  }

  /** Another has it: whatever is still under way here must not be finished. */
  get lost(): boolean {
    return this.taken;
  }

  /**
   * Whoever is about to write asks first. After a pause, however long, this is false before anything else has run.
   * @throws LeaseLost; StoreUnavailable while nobody can say: then to be tried again
   */
  assertHeld(): void {
    if (this.taken) throw new LeaseLost(this.fence);
    if (this.released || steadyNow() > this.heldUntil) {
      throw new StoreUnavailable('not-applied', `the lease ${this.fence.lease} could not be renewed in time`);
    }
  }

  /** Leaves word in the lease's row. An outage is passed over: the next word comes soon. */
  async tell(words: unknown): Promise<void> {
    await this.heed(() => this.leases.tell(this.fence, words));
  }

  /** Asks whoever works under the lease for an end; it stays held until {@link release}. */
  end(): void {
    this.ending.abort();
  }

  async release(): Promise<void> {
    this.end();
    this.released = true;
    clearTimeout(this.timer);
    // One that arrived after the release would hold the lease for nobody.
    await this.renewing;
    if (!this.taken) await this.leases.release(this.fence).catch(passing);
  }

  private renewLater(): void {
    this.timer = setTimeout(() => {
      this.renewing = this.renew();
    }, this.timing.renewEveryMs);
  }

  private async renew(): Promise<void> {
    const asked = steadyNow();
    const held = await this.heed(() => this.leases.renew(this.fence, this.timing.ttlMs));
    if (held) this.heldUntil = asked + this.timing.ttlMs;
    if (!this.taken && !this.released) this.renewLater();
  }

  /** What the server says of our token; undefined while it says nothing. */
  private async heed(ask: () => Promise<boolean>): Promise<boolean | undefined> {
    const held = await ask().catch(passing);
    if (held === false) {
      this.taken = true;
      this.end();
    }
    return held;
  }
}

const passing = (error: unknown): undefined => {
  if (!(error instanceof StoreUnavailable)) throw error;
  return undefined;
};
