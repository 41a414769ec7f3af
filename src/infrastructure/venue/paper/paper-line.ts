import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { type ReportStream, type VenueAnswer, VenueUnreachable } from '../../../application/ports/venue.port.js';
import { NO_QUERIES, oneMoreQuery, queryLevel, QUERY_LIMIT } from '../../../domain/matching/query-counter.js';
import type { OrderReport } from '../../../domain/orders/order-report.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { FaultyLine, type FaultyCall, type PaperFaults } from './paper-faults.js';

interface Late {
  readonly report: OrderReport;
  readonly dueAt: UnixMs;
}

const AWAY = 'the venue is away';
const NO_REPORTS: readonly OrderReport[] = [];

/** The way between the desk and the pretend venue: what is lost, late or doubled on it, and how much may be asked. */
export class PaperLine {
  private readonly plan: FaultyLine;
  private readonly late: Late[] = [];
  private asked = NO_QUERIES;
  private lastReportAt: UnixMs | undefined;

  constructor(
    private readonly faults: PaperFaults,
    private readonly now: () => UnixMs,
    /** Points; 0 = no limit. */
    private readonly queryLimit: number,
  ) {
    this.plan = new FaultyLine(faults);
  }

  /** A call that the venue acts upon; `refused` makes its refusal an answer. */
  async over(
    call: FaultyCall,
    id: string,
    act: () => Promise<VenueAnswer>,
    refused: (reason: string) => OrderReport,
  ): Promise<VenueAnswer> {
    if (this.isAway()) return notSent(AWAY);
    const fault = this.plan.next(call, id);
    if (typeof fault === 'object') {
      return isRateLimit(fault.refuse) ? notSent(fault.refuse) : answered([refused(fault.refuse)]);
    }
    if (fault === 'away') return notSent(AWAY);
    if (fault === 'drop') return unknown('the request was lost');
    const answer = await act().catch(unavailable);
    if (fault === 'lose-answer') return unknown('the answer was lost');
    if (answer.outcome !== 'answered') return answer;
    const told = this.told(answer.reports);
    if (told.length === 0 && answer.reports.length > 0) return unknown('the answer is late');
    return fault === 'answer-twice' ? answered([...told, ...told]) : answered(told);
  }

  /** A question about one order: it costs a point, and its answer is whole or lost. */
  async asking<A>(id: string, ask: () => Promise<VenueAnswer | A>): Promise<VenueAnswer | A> {
    const trouble = this.troubleAsking();
    if (trouble !== undefined) return notSent(trouble);
    const fault = this.plan.next('onLookup', id);
    if (typeof fault === 'object') return notSent(fault.refuse);
    if (fault === 'away') return notSent(AWAY);
    if (fault === 'drop' || fault === 'lose-answer') return unknown('the answer was lost');
    return ask().catch(unavailable);
  }

  /** What anyone may read, at no cost. @throws VenueUnreachable */
  async publicly<T>(read: () => Promise<T>): Promise<T> {
    if (this.isAway()) throw new VenueUnreachable(AWAY);
    return read();
  }

  /** A list: it costs a point. @throws VenueUnreachable */
  async listing<T>(read: () => Promise<T>): Promise<T> {
    const trouble = this.troubleAsking();
    if (trouble !== undefined) throw new VenueUnreachable(trouble);
    return read().catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      throw new VenueUnreachable(error.message, { cause: error });
    });
  }

  /** What the desk hears now: of these what is not late or silent, after what was late and is due. */
  heard(reports: readonly OrderReport[]): readonly OrderReport[] {
    if (this.faults.onReport === undefined && this.faults.isAway === undefined) return reports;
    if (this.isAway()) {
      for (const report of reports) this.late.push({ report, dueAt: this.now() });
      return NO_REPORTS;
    }
    const due = this.late.filter(({ dueAt }) => dueAt <= this.now()).sort((a, b) => a.dueAt - b.dueAt);
    for (const one of due) this.late.splice(this.late.indexOf(one), 1);
    if (due.length > 0) this.lastReportAt = this.now();
    return [...due.map(({ report }) => report), ...this.told(reports)];
  }

  /** Thousandths of a point. */
  questionsUsed(): number {
    return Math.ceil(queryLevel(this.asked, this.now()) / 100);
  }

  reportStream(): ReportStream {
    if (this.isAway()) return { state: 'none' };
    if (this.faults.onReport === undefined && this.faults.isAway === undefined) return { state: 'with-steps' };
    return { state: 'up', ...(this.lastReportAt !== undefined && { lastReportAt: this.lastReportAt }) };
  }

  private told(reports: readonly OrderReport[]): readonly OrderReport[] {
    const fateOf = this.faults.onReport;
    const at = this.now();
    const now = reports.filter((report) => {
      const fate = fateOf?.(report, at) ?? 'now';
      if (typeof fate === 'object') this.late.push({ report, dueAt: at + fate.laterMs });
      return fate === 'now';
    });
    if (now.length > 0) this.lastReportAt = at;
    return now;
  }

  private isAway(): boolean {
    return this.faults.isAway?.(this.now()) ?? false;
  }

  private troubleAsking(): string | undefined {
    if (this.isAway()) return AWAY;
    const asked = oneMoreQuery(this.asked, this.now(), this.queryLimit);
    if (asked === undefined) return QUERY_LIMIT;
    this.asked = asked;
    return undefined;
  }
}

const isRateLimit = (word: string): boolean => word.endsWith('Rate limit exceeded');

export const answered = (reports: readonly OrderReport[]): VenueAnswer => ({ outcome: 'answered', reports });
export const notSent = (detail: string): VenueAnswer => ({ outcome: 'not-sent', detail });
const unknown = (detail: string): VenueAnswer => ({ outcome: 'unknown', detail });

/** The book is the log: while that is away, so is the venue. */
const unavailable = (error: unknown): VenueAnswer => {
  if (!(error instanceof StoreUnavailable)) throw error;
  return error.outcome === 'unknown' ? unknown(error.message) : notSent(error.message);
};
