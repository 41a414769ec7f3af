import type { BreakerTripped, IntentRevoked } from '../../../domain/account/account.events.js';
import { DEFAULT_POLICY } from '../../../domain/account/risk/policy.js';
import type { ApprovedOrder } from '../../../domain/account/risk/verdict.js';
import { dec, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import { endsOrder, isOrderFact, orderIn, Tally, type AuditFact, type Invariant } from './invariant.js';
import { Waiting } from './waiting.js';

interface Entry {
  readonly instrumentId: string;
  readonly approvedAt: UnixMs;
  /** Of the order, not yet booked as filled. */
  readonly leavesQty: Dec;
  readonly revoked: boolean;
  /** A cancel is on its way, or the order has ended. */
  readonly takenBack: boolean;
  readonly ended: boolean;
}

/** The way to the venue and back may fail: an unknown outcome takes 45 s to clear up, and then the cancel goes again. */
const ENDED_WITHIN_MS = 3 * MINUTE;
const ASKED_WITHIN_MS = MINUTE;

/**
 * 2. No opening is submitted later than its approval allows (10 s), none is approved while something forbids it, and what
 * forbids takes back every entry under way, whose order is then denied or cancelled.
 */
export class ApprovalsInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly entries = new Map<string, Entry>();
  /** Of orders that nobody approved: what a claim would answer for, base. */
  private readonly foreign = new Map<string, Dec>();
  private readonly asked = new Waiting(this.tally, ASKED_WITHIN_MS);
  private readonly ended = new Waiting(this.tally, ENDED_WITHIN_MS);
  private approvalLifeMs = DEFAULT_POLICY.approvalLifeMs;
  private halted: string | undefined;
  private readonly pauses = new Set<string>();
  private degradation = 1;
  private dailyLossUntil: UnixMs = 0;
  private weeklyLoss: { readonly until: UnixMs; readonly reviewed: boolean } | undefined;
  private drawdown = false;
  /** The facts of the present commit that take entries back, of one instrument where one is named. */
  private forbidding: { readonly fact: AuditFact; readonly instrumentId?: string }[] = [];

  feed(fact: AuditFact): void {
    this.gates(fact);
    switch (fact.type) {
      case 'AccountOpened':
      case 'LimitsChanged':
        this.approvalLifeMs = fact.data.policy.approvalLifeMs ?? DEFAULT_POLICY.approvalLifeMs;
        return;
      case 'IntentApproved':
      case 'IntentResized':
        return this.approved(fact, fact.data.order.clientOrderId, fact.data.order);
      case 'HodlOrdered': {
        const why = this.forbiddenBy(fact.metadata.at);
        this.tally.hold(why === undefined, fact, () => `${fact.data.currency} is bought to be kept under ${why}`);
        return;
      }
      case 'IntentRevoked':
        return this.revoked(fact, fact.data);
      case 'ForeignOrderAdopted':
        this.foreign.set(fact.data.foreignOrderId, dec(fact.data.leavesQty));
        return;
      case 'ForeignOrderClaimed': {
        const { foreignOrderId, instrumentId } = fact.data;
        const quantity = text(this.foreign.get(foreignOrderId) ?? ZERO);
        return this.approved(fact, foreignOrderId, { instrumentId, quantity });
      }
      case 'ForeignOrderCancelRequested':
        return this.revoked(fact, { clientOrderId: fact.data.foreignOrderId, reason: fact.data.reason });
      case 'ForeignOrderReleased':
        this.foreign.delete(fact.data.foreignOrderId);
        this.entries.delete(fact.data.foreignOrderId);
        return;
      case 'FillBooked':
        return this.filled(fact.data.clientOrderId, dec(fact.data.quantity));
      case 'ReservationReleased':
        this.entries.delete(fact.data.clientOrderId);
        return;
      case 'OrderSubmitted':
        return this.submitted(fact);
      case 'OrderCancelRequested':
        return this.note(orderIn(fact).clientOrderId, { takenBack: true });
      case 'OrderCancelRejected':
        return this.note(orderIn(fact).clientOrderId, { takenBack: false });
      case 'OrderFilled':
        if (fact.data.leavesQty === '0') this.end(orderIn(fact).clientOrderId);
        return;
      default:
        if (isOrderFact(fact) && endsOrder(fact)) this.end(orderIn(fact).clientOrderId);
    }
  }

  commitEnded(): void {
    const { forbidding } = this;
    this.forbidding = [];
    for (const { fact, instrumentId } of forbidding) {
      for (const [id, entry] of this.entries) {
        if (instrumentId !== undefined && instrumentId !== entry.instrumentId) continue;
        this.tally.hold(entry.revoked, fact, () => `${fact.type} leaves the entry ${id} approved`);
      }
    }
  }

  tick(now: UnixMs): void {
    this.asked.tick(now);
    this.ended.tick(now);
  }

  private gates(fact: AuditFact): void {
    switch (fact.type) {
      case 'TradingHalted':
        this.halted = fact.data.reason;
        break;
      case 'HaltCleared':
        this.halted = undefined;
        return;
      case 'TradingPaused':
        this.pauses.add(fact.data.reason);
        return;
      case 'TradingResumed':
        this.pauses.delete(fact.data.reason);
        return;
      case 'DegradationChanged':
        this.degradation = fact.data.to;
        if (fact.data.to < 3) return;
        break;
      case 'BreakerTripped':
        this.tripped(fact.data);
        this.forbidding.push({ fact, ...(fact.data.instrumentId && { instrumentId: fact.data.instrumentId }) });
        return;
      case 'WeekReviewed':
        if (this.weeklyLoss) this.weeklyLoss = { ...this.weeklyLoss, reviewed: true };
        return;
      case 'BreakerCleared':
        // The others end by the time that they named; what this fact says of them opens nothing earlier.
        if (fact.data.breaker === 'drawdown') this.drawdown = false;
        return;
      default:
        return;
    }
    this.forbidding.push({ fact });
  }

  private tripped({ breaker, until = Number.MAX_SAFE_INTEGER }: BreakerTripped['data']): void {
    if (breaker === 'drawdown') this.drawdown = true;
    if (breaker === 'daily-loss') this.dailyLossUntil = until;
    if (breaker === 'weekly-loss') this.weeklyLoss = { until, reviewed: false };
  }

  private forbiddenBy(at: UnixMs): string | undefined {
    if (this.halted !== undefined) return `a halt (${this.halted})`;
    if (this.pauses.size > 0) return `a pause (${[...this.pauses].join(', ')})`;
    if (at < this.dailyLossUntil) return `the daily-loss breaker until ${this.dailyLossUntil}`;
    const { weeklyLoss } = this;
    if (weeklyLoss && at < weeklyLoss.until) return `the weekly-loss breaker until ${weeklyLoss.until}`;
    if (weeklyLoss && !weeklyLoss.reviewed) return 'the weekly-loss breaker, not reviewed';
    if (this.drawdown) return 'the drawdown breaker';
    return this.degradation >= 3 ? `degradation level ${this.degradation}` : undefined;
  }

  private approved(fact: AuditFact, id: string, order: Pick<ApprovedOrder, 'instrumentId' | 'quantity'>): void {
    const { instrumentId, quantity } = order;
    const { at } = fact.metadata;
    const why = this.forbiddenBy(at);
    this.tally.hold(why === undefined, fact, () => `the opening ${id} is approved under ${why}`);
    const leavesQty = dec(quantity);
    this.entries.set(id, { instrumentId, approvedAt: at, leavesQty, revoked: false, takenBack: false, ended: false });
  }

  private revoked(
    fact: AuditFact,
    { clientOrderId: id, reason }: Pick<IntentRevoked['data'], 'clientOrderId' | 'reason'>,
  ): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.set(id, { ...entry, revoked: true });
    if (entry.ended) return;
    const what = `order ${id}, revoked (${reason}),`;
    this.ended.expect(id, fact, `${what} does not end`);
    if (!entry.takenBack) this.asked.expect(id, fact, `${what} is neither denied nor asked to be cancelled`);
  }

  private submitted(fact: Extract<AuditFact, { type: 'OrderSubmitted' }>): void {
    const { clientOrderId: id, purpose } = fact.data.order;
    if (purpose !== 'entry') return;
    const entry = this.entries.get(id);
    const late = entry ? fact.metadata.at - entry.approvedAt : undefined;
    this.tally.hold(
      late !== undefined && late <= this.approvalLifeMs,
      fact,
      () => `the opening ${id} is submitted ${late === undefined ? 'without an approval' : `${late} ms after it`}`,
    );
  }

  /** Released by its last fill, the entry needs nobody's word any more. */
  private filled(id: string, quantity: Dec): void {
    const foreign = this.foreign.get(id);
    if (foreign) this.foreign.set(id, foreign.sub(quantity));
    const entry = this.entries.get(id);
    if (!entry) return;
    const leavesQty = entry.leavesQty.sub(quantity);
    if (leavesQty.lte(ZERO)) this.entries.delete(id);
    else this.entries.set(id, { ...entry, leavesQty });
  }

  private note(id: string, change: Partial<Entry>): void {
    const entry = this.entries.get(id);
    if (entry) this.entries.set(id, { ...entry, ...change });
    if (change.takenBack) this.asked.met(id);
  }

  private end(id: string): void {
    this.note(id, { takenBack: true, ended: true });
    this.ended.met(id);
  }
}
