import type { UnixMs } from '../../../domain/shared/time.js';
import type { AuditFact, Tally } from './invariant.js';

interface Waited {
  readonly since: AuditFact;
  readonly from: UnixMs;
  readonly sentence: string;
}

/**
 * Things that must follow within so much clock time. A log may end, or be cut off by a crash, between a fact and its
 * consequence; the clock moves only when all has settled, so what is still missing after the time is missing for good.
 */
export class Waiting {
  private readonly open = new Map<string, Waited>();

  constructor(
    private readonly tally: Tally,
    private readonly withinMs: number,
  ) {}

  /** Keeps the first of equal ids. */
  expect(id: string, since: AuditFact, sentence: string): void {
    if (!this.open.has(id)) this.open.set(id, { since, from: since.metadata.at, sentence });
  }

  /** True when it was waited for. */
  met(id: string): boolean {
    if (!this.open.delete(id)) return false;
    this.tally.checks += 1;
    return true;
  }

  get size(): number {
    return this.open.size;
  }

  /** Nobody could do anything about what is waited for until then. */
  renew(from: UnixMs): void {
    for (const [id, waited] of this.open) this.open.set(id, { ...waited, from });
  }

  /** Oldest first, as they came: the first that is in time ends the look. */
  tick(now: UnixMs): void {
    for (const [id, { since, from, sentence }] of this.open) {
      if (now - from <= this.withinMs) return;
      this.open.delete(id);
      this.tally.hold(false, since, () => `${sentence} within ${this.withinMs / 1000} s`);
    }
  }
}
