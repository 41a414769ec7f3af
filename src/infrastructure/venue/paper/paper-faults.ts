import type { OrderReport } from '../../../domain/orders/order-report.js';
import type { UnixMs } from '../../../domain/shared/time.js';

/**
 * What may go wrong with one call between the desk and the pretend venue, on purpose:
 * - deliver: nothing.
 * - away: the venue is not reachable, and the desk knows it (`not-sent`).
 * - drop: the request is lost on the way (`unknown`, nothing happened).
 * - lose-answer: the venue acts, its answer is lost (`unknown`).
 * - answer-twice: the venue acts once and says everything twice.
 * - refuse: the venue does nothing and says this word; a rate limit is `not-sent`, any other word an answer.
 */
export type PaperFault = 'deliver' | 'away' | 'drop' | 'lose-answer' | 'answer-twice' | { readonly refuse: string };

/** `attempt` counts the calls for that client id since the process began, from 1. */
export type FaultPlan = (clientOrderId: string, attempt: number) => PaperFault;

/** What becomes of one report on its way: told now, told by a later step, or never: then only a look-up tells. */
export type ReportFate = 'now' | 'silent' | { readonly laterMs: number };

export interface PaperFaults {
  readonly onPlace?: FaultPlan;
  readonly onCancel?: FaultPlan;
  readonly onAmend?: FaultPlan;
  readonly onLookup?: FaultPlan;
  /** For each report of an answer or a step; look-ups tell all that there is at once. */
  readonly onReport?: (report: OrderReport, at: UnixMs) => ReportFate;
  /** While true no call gets through; the venue goes on matching, and what it has to say waits until it is back. */
  readonly isAway?: (at: UnixMs) => boolean;
}

export type FaultyCall = 'onPlace' | 'onCancel' | 'onAmend' | 'onLookup';

/** Counts the calls and asks the plan. */
export class FaultyLine {
  private readonly calls = new Map<string, number>();

  constructor(private readonly faults: PaperFaults) {}

  next(call: FaultyCall, clientOrderId: string): PaperFault {
    const plan = this.faults[call];
    if (plan === undefined) return 'deliver';
    const key = `${call} ${clientOrderId}`;
    const attempt = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, attempt);
    return plan(clientOrderId, attempt);
  }
}
