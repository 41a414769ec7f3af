import type { OrderReport } from '../../../../src/domain/orders/order-report.js';
import type {
  FaultPlan,
  PaperFault,
  PaperFaults,
  ReportFate,
} from '../../../../src/infrastructure/venue/paper/paper-faults.js';
import { Chance } from '../plan/chance.js';
import type { FaultRate, VenueFault } from '../plan/plan.js';

const AWAY_EVERY_MS = 600_000;
const AWAY_MS = 130_000;
/** Words of a venue that refuses. */
const WORDS = ['EService:Busy', 'EOrder:Rate limit exceeded', 'EService:Unavailable'];

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
    return {
      onPlace: plan('place'),
      onCancel: plan('cancel'),
      onAmend: plan('amend'),
      onLookup: plan('lookup'),
      ...(this.has('report') ? { onReport: (report, at) => this.fateOf(report, at) } : {}),
      ...(this.has('venue') ? { isAway: (at) => this.isAway(at) } : {}),
    };
  }

  private drawn(call: string, chance: Chance): PaperFault {
    const fault = this.faultOf(call, chance);
    if (fault === undefined) return 'deliver';
    return fault === 'refuse' ? { refuse: chance.pick(WORDS) } : (fault as PaperFault);
  }

  private fateOf(report: OrderReport, at: number): ReportFate {
    const chance = new Chance('report', this.seed, report.clientOrderId, report.kind, at, JSON.stringify(report));
    const fate = this.faultOf('report', chance);
    if (fate === undefined) return 'now';
    return fate === 'silent' ? 'silent' : { laterMs: chance.pick([1_000, 30_000, 120_000]) };
  }

  /** For a while, and then back for longer: no law can hold of what nobody can reach. */
  private isAway(at: number): boolean {
    if (at % AWAY_EVERY_MS >= AWAY_MS) return false;
    return this.faultOf('venue', new Chance('away', this.seed, Math.floor(at / AWAY_EVERY_MS))) !== undefined;
  }

  private has(call: string): boolean {
    return this.rates.some(({ kind }) => kind.startsWith(`${call} `));
  }

  private faultOf(call: string, chance: Chance): string | undefined {
    for (const { kind, share, from, to } of this.rates) {
      const [ofCall, fault] = kind.split(' ');
      if (ofCall !== call || this.minute < from || this.minute >= to || !chance.happens(share)) continue;
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
      return fault;
    }
    return undefined;
  }
}
