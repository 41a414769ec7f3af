import type { UnixMs } from '../../domain/shared/time.js';

/** Names one holding of a lease; whoever takes it next has a higher token. */
export interface Fence {
  readonly lease: string;
  /** 1 and up; never falls, not even when the lease is released. */
  readonly token: number;
}

/** A holder's word, which outlives its holding. */
export interface Told {
  /** Plain JSON. */
  readonly words: unknown;
  /** Of the holder who said so. */
  readonly token: number;
}

/** A lease as it stands by the server's clock. */
export interface LeaseNow {
  readonly name: string;
  /** Who has it, or had it last. */
  readonly owner: string;
  readonly token: number;
  /** False once it was released or has run out. */
  readonly held: boolean;
  /** Until when it is held, or since when it is not; unix ms by the server's clock. */
  readonly until: UnixMs;
  /** What a holder told last; absent where none has spoken. */
  readonly told?: Told;
}

/** Somebody else has taken the lease since: nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor({ lease, token }: Fence) {
    super(`the lease ${lease} was taken by another (ours had token ${token})`);
  }
}

/**
 * Who is the active one of several that could be. A lease saves work and never makes anything correct: a holder may be
 * paused, be taken for dead, and go on writing. Hence rows are written under a {@link Fence}.
 *
 * Time is the server's alone. A holder measures its own patience by a clock that nobody sets, from before it asked.
 */
export abstract class Leases {
  /** The fence of a lease that was free or had run out, held for `ttlMs` from now; undefined while another has it. */
  abstract take(name: string, owner: string, ttlMs: number): Promise<Fence | undefined>;
  /** {@link take}, also from one who has it: for who knows that no other can be at work. */
  abstract seize(name: string, owner: string, ttlMs: number): Promise<Fence>;
  /** Holds on for `ttlMs` from now, also when the time was up and nobody came; false when the lease was taken. */
  abstract renew(fence: Fence, ttlMs: number): Promise<boolean>;
  /** Frees it at once; nothing happens where it was taken. */
  abstract release(fence: Fence): Promise<void>;
  /** Leaves word for others in the lease's own row; false, and nothing is written, where it was taken. */
  abstract tell(fence: Fence, words: unknown): Promise<boolean>;
  /** Those of the names that somebody has ever had. */
  abstract look(names: readonly string[]): Promise<readonly LeaseNow[]>;
}
