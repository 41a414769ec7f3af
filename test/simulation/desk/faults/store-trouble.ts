import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import { Chance } from '../plan/chance.js';
import type { FaultRate, StoreFault } from '../plan/plan.js';

/** Decides call by call what goes wrong with the log. */
export class StoreTrouble {
  private readonly chances = new Map<StoreFault, Chance>();
  readonly counts = new Map<string, number>();
  /** Minutes since trading began; nothing goes wrong after the plan's last one. */
  minute = 0;
  /** While somebody does what only this run's harness does. */
  calm = false;

  constructor(
    private readonly seed: number,
    private readonly rates: readonly FaultRate<StoreFault>[],
    /** Another writer's command, appended between the load and the append of this one. */
    private readonly otherWriter: (n: number) => Promise<boolean>,
  ) {}

  strikes(kind: StoreFault, stream: string): boolean {
    const rate = this.rates.find((each) => each.kind === kind && this.minute >= each.from && this.minute < each.to);
    if (!rate || this.calm) return false;
    const chance = this.chances.get(kind) ?? new Chance('store', this.seed, kind);
    this.chances.set(kind, chance);
    // The venue is another house: its book fails with our store more rarely.
    const share = categoryOf(stream) === 'paperVenue' ? rate.share / 4 : rate.share;
    if (!chance.happens(share)) return false;
    if (kind !== 'conflict') this.count(kind);
    return true;
  }

  async intervene(): Promise<void> {
    const n = this.counts.get('conflict') ?? 0;
    if (await this.otherWriter(n)) this.count('conflict');
  }

  private count(kind: StoreFault): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
