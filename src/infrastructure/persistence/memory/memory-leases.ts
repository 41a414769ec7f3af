import { type Fence, type LeaseNow, Leases } from '../../../application/ports/leases.port.js';

/** One clock for all, as a server's is. */
const serverNow = (): number => performance.timeOrigin + performance.now();

interface Held {
  readonly owner: string;
  readonly token: number;
  readonly until: number;
  readonly told?: { readonly words: string; readonly token: number };
}

/** The reference for the contract; also what a desk in memory uses, where nobody else can come. */
export class MemoryLeases extends Leases {
  private readonly leases = new Map<string, Held>();

  async take(name: string, owner: string, ttlMs: number): Promise<Fence | undefined> {
    const before = this.leases.get(name);
    return before && before.until > serverNow() ? undefined : this.seize(name, owner, ttlMs);
  }

  async seize(name: string, owner: string, ttlMs: number): Promise<Fence> {
    const before = this.leases.get(name);
    const token = (before?.token ?? 0) + 1;
    this.leases.set(name, { ...before, owner, token, until: serverNow() + ttlMs });
    return { lease: name, token };
  }

  async renew(fence: Fence, ttlMs: number): Promise<boolean> {
    return this.change(fence, () => ({ until: serverNow() + ttlMs }));
  }

  async release(fence: Fence): Promise<void> {
    this.change(fence, ({ until }) => ({ until: Math.min(until, serverNow()) }));
  }

  async tell(fence: Fence, words: unknown): Promise<boolean> {
    return this.change(fence, () => ({ told: { words: JSON.stringify(words), token: fence.token } }));
  }

  async look(names: readonly string[]): Promise<readonly LeaseNow[]> {
    return names.flatMap((name) => {
      const lease = this.leases.get(name);
      if (!lease) return [];
      const { owner, token, until, told } = lease;
      const words = told && { told: { ...told, words: JSON.parse(told.words) as unknown } };
      return [{ name, owner, token, held: until > serverNow(), until: Math.floor(until), ...words }];
    });
  }

  /** Nobody has taken it since. */
  isNewest({ lease, token }: Fence): boolean {
    return this.leases.get(lease)?.token === token;
  }

  private change(fence: Fence, to: (held: Held) => Partial<Held>): boolean {
    const held = this.leases.get(fence.lease);
    if (!held || !this.isNewest(fence)) return false;
    this.leases.set(fence.lease, { ...held, ...to(held) });
    return true;
  }
}
