/**
 * What may go wrong between the desk and the pretend venue, on purpose:
 * - deliver: nothing.
 * - away: the venue is not reachable, and the desk knows it (`not-sent`).
 * - drop: the request is lost on the way (`unknown`, nothing happened).
 * - lose-answer: the venue acts, its answer is lost (`unknown`).
 * - answer-twice: the venue acts once and says everything twice.
 */
export type PaperFault = 'deliver' | 'away' | 'drop' | 'lose-answer' | 'answer-twice';

/** `attempt` counts the calls for that client id since the process began, from 1. */
export type FaultPlan = (clientOrderId: string, attempt: number) => PaperFault;

export interface PaperFaults {
  readonly onPlace?: FaultPlan;
  readonly onCancel?: FaultPlan;
  readonly onAmend?: FaultPlan;
}

/** Counts the calls and asks the plan. */
export class FaultyLine {
  private readonly calls = new Map<string, number>();

  constructor(private readonly faults: PaperFaults) {}

  next(call: keyof PaperFaults, clientOrderId: string): PaperFault {
    const plan = this.faults[call];
    if (plan === undefined) return 'deliver';
    const key = `${call} ${clientOrderId}`;
    const attempt = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, attempt);
    return plan(clientOrderId, attempt);
  }
}
