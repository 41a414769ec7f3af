import type { FaultPlan, PaperFault, PaperFaults } from '../../../../src/infrastructure/venue/paper/paper-faults.js';
import { Chance } from '../plan/chance.js';
import type { FaultRate, VenueFault } from '../plan/plan.js';

/** Decides call by call what goes wrong between the desk and the venue. */
export class VenueTrouble {
  readonly counts = new Map<string, number>();
  minute = 0;

  constructor(
    private readonly seed: number,
    private readonly rates: readonly FaultRate<VenueFault>[],
  ) {}

  /** Another process counts its attempts from one again and has other luck. */
  faults(process: number): PaperFaults {
    const plan =
      (call: string): FaultPlan =>
      (clientOrderId, attempt) =>
        this.drawn(call, new Chance('venue', this.seed, process, call, clientOrderId, attempt));
    return { onPlace: plan('place'), onCancel: plan('cancel'), onAmend: plan('amend') };
  }

  private drawn(call: string, chance: Chance): PaperFault {
    for (const { kind, share, from, to } of this.rates) {
      const [ofCall, fault] = kind.split(' ');
      if (ofCall !== call || this.minute < from || this.minute >= to || !chance.happens(share)) continue;
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
      return fault as PaperFault;
    }
    return 'deliver';
  }
}
