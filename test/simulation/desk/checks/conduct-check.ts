import type { AuditFact } from '../../../../src/application/replay/invariants/invariant.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import { Books, gainOf, QUOTE, worth, type Held, type Mids } from './books.js';
import { Broken } from './broken.js';
import { VerdictCheck } from './verdict-check.js';

interface Opening {
  readonly pnl: number;
  readonly equity: number;
}

/** A look at prices comes once a minute; what it must bring about may come with the next one. */
const LOOK_MS = 60_000;

/**
 * What the desk must do, held against what it did, from the facts alone: every approval within every limit, cooldowns
 * as long as they must be, losses that trip, levels that are acted upon, stops that never loosen.
 */
export class ConductCheck {
  private readonly books = new Books();
  private readonly verdicts = new VerdictCheck(this.books);
  /** Until when openings wait, by scope, as the rules have it and as the facts say. */
  private readonly due = new Map<string, number>();
  private readonly cooling = new Map<string, number>();
  private readonly placed = new Set<string>();
  private day: Opening | undefined;
  private peak: Opening | undefined;
  private dailyUntil = 0;
  private halted = false;
  private readonly trades = new Set<string>();
  /** Ways out that close all of a position. */
  private readonly whole = new Set<string>();
  /** What must be on its way out once the instant is over, by position. */
  private readonly overdue = new Map<string, { readonly at: number; readonly what: string }>();
  /** Something left the books that no fill took: what it made is not ours to reckon. */
  private writtenOff = false;
  private commit: { readonly id: string; readonly mids?: Mids; readonly at: number } | undefined;

  /** @param venueIsSound it answers everything at once, and nobody else trades there: no stop can be missing */
  constructor(private readonly venueIsSound: boolean) {}

  take(fact: AuditFact): void {
    if (this.commit && fact.metadata.commandId !== this.commit.id) this.endCommit();
    if (fact.type === 'PaperOrderPlaced') this.once(fact.data.order.clientOrderId);
    if (categoryOf(fact.stream) !== 'account') return;
    const { at, commandId } = fact.metadata;
    this.clockMoves(at);
    this.commit = { ...this.commit, id: commandId, at };
    if (fact.type === 'IntentApproved' || fact.type === 'IntentResized') this.approved(fact.data, at);
    if (fact.type === 'ProtectionChanged') this.neverLooser(fact.data);
    if (fact.type === 'ExitTriggered') this.closes(fact.data);
    if (fact.type === 'ExitEnded') this.firstCloserWins(fact.data);
    this.books.take(fact);
    this.gates(fact, at);
  }

  private approved(data: Extract<AuditFact, { type: 'IntentApproved' }>['data'], at: number): void {
    const { instrumentId } = data.order;
    for (const scope of ['account', instrumentId]) {
      const until = Math.max(this.due.get(scope) ?? 0, this.cooling.get(scope) ?? 0);
      this.hold(at >= until, `an opening of ${instrumentId} at ${at} in the cooldown of ${scope} until ${until}`);
    }
    this.verdicts.check(data, at);
  }

  private gates(fact: AuditFact, at: number): void {
    switch (fact.type) {
      case 'CooldownStarted': {
        const { scope, until } = fact.data;
        this.hold(until > (this.cooling.get(scope) ?? 0), `the cooldown of ${scope} is cut to ${until}`);
        this.cooling.set(scope, until);
        return;
      }
      case 'PositionOpened':
        if (fact.data.book === 'trading')
          this.wait(fact.data.instrumentId, at + this.books.policy.cooldownAfterEntryMs);
        return;
      case 'FillBooked':
        this.trades.add(fact.data.tradeId);
        return;
      case 'PositionClosed':
        this.writtenOff ||= !this.trades.has(fact.data.tradeId);
        // What the venue turned out not to have is no result of trading.
        if (fact.data.closer === 'correction') return;
        if (fact.data.book === 'trading' && Number(fact.data.netUsdt) < 0) {
          this.wait('account', at + this.books.policy.cooldownAfterLossMs);
        }
        return;
      case 'EquityMarked':
        return this.marked(fact.data, at);
      case 'PeriodOpened': {
        const opening = { pnl: Number(fact.data.tradingPnl), equity: Number(fact.data.equity) };
        if (fact.data.period === 'day') this.day = opening;
        return;
      }
      case 'FundsDeposited':
      case 'FundsTransferred':
      case 'FundsWithdrawn':
      case 'BalanceCorrected':
      case 'ProfitSetAside':
        if (fact.type === 'BalanceCorrected') this.writtenOff ||= fact.data.phantoms.length > 0;
        // What losses are measured against moves with the money; the next opening tells.
        this.day = this.peak = undefined;
        return;
      case 'BreakerTripped':
        if (fact.data.breaker === 'daily-loss') this.dailyUntil = fact.data.until ?? Infinity;
        return;
      case 'BreakerCleared':
        if (fact.data.breaker === 'daily-loss') this.dailyUntil = 0;
        return;
      case 'PeakReanchored':
        this.peak = { pnl: Number(fact.data.tradingPnl), equity: Number(fact.data.equity) };
        return;
      case 'TradingHalted':
        this.halted = true;
        return;
      case 'HaltCleared':
        this.halted = false;
        return;
      default:
    }
  }

  private marked(data: Extract<AuditFact, { type: 'EquityMarked' }>['data'], at: number): void {
    const mids = Object.fromEntries(Object.entries(data.mids).map(([id, mid]) => [id, Number(mid)])) as Mids;
    const equity = this.writtenOff ? undefined : this.books.equity(mids, at);
    const pnl = this.pnl(mids, at);
    const differs = (a: number, b: string) => Math.abs(a - Number(b)) > 1e-6 + Math.abs(a) * 1e-7;
    this.hold(equity === undefined || !differs(equity, data.equity), `equity ${data.equity}, reckoned ${equity}`);
    this.hold(pnl === undefined || !differs(pnl, data.tradingPnl), `P&L ${data.tradingPnl}, reckoned ${pnl}`);
    const mark = { pnl: Number(data.tradingPnl), equity: Number(data.equity) };
    if (this.peak && mark.pnl > this.peak.pnl) this.peak = mark;
    this.peak ??= mark;
    this.commit = { id: this.commit?.id ?? '', at, mids };
  }

  private pnl(mids: Mids, at: number): number | undefined {
    if (this.writtenOff) return undefined;
    let sum = this.books.realised - this.books.accrued(mids, at);
    for (const held of this.books.held.values()) {
      const gain = gainOf(held, mids);
      if (gain === undefined) return undefined;
      sum += gain;
    }
    return sum;
  }

  /** Whatever a look at prices must bring about has come with it. */
  private endCommit(): void {
    const { commit } = this;
    this.commit = undefined;
    for (const [scope, until] of this.due) {
      this.hold((this.cooling.get(scope) ?? 0) >= until, `no cooldown of ${scope} until ${until} was started`);
    }
    if (!commit?.mids) return;
    const { mids, at } = commit;
    const pnl = this.pnl(mids, at);
    const { policy } = this.books;
    if (pnl !== undefined) {
      const lost = (since: Opening | undefined) => (since && since.equity > 0 ? (since.pnl - pnl) / since.equity : 0);
      const day = lost(this.day);
      this.hold(
        day < Number(policy.dailyLossPct) * (1 + 1e-9) || at < this.dailyUntil,
        `${day} of the day's equity is lost and the daily breaker does not stand`,
      );
      const fallen = lost(this.peak);
      this.hold(
        fallen < Number(policy.drawdownPct) * (1 + 1e-9) || this.halted,
        `${fallen} below the peak and trading is not halted`,
      );
    }
    for (const [positionId, held] of this.books.held) this.acted(positionId, held, mids, at);
  }

  /** A fill is booked before the look of its instant; what must come of that look is there when the clock moves on. */
  private acted(positionId: string, held: Held, mids: Mids, at: number): void {
    const { instrumentId: id, side, target, openedAt } = held;
    const mid = mids[id];
    if (mid === undefined || worth(QUOTE[id], mids) === undefined || at - openedAt < LOOK_MS) return;
    const past = side === 'long' ? mid / target - 1 : 1 - mid / target;
    const life = at - openedAt;
    const tooLong = life > this.books.policy.timeExitMs + LOOK_MS;
    if (tooLong) this.overdue.set(positionId, { at, what: `${id} is open for ${life} ms` });
    else if (past >= 0.003) this.overdue.set(positionId, { at, what: `${id} is ${past} past its target ${target}` });
  }

  private clockMoves(now: number): void {
    for (const [positionId, { at, what }] of this.overdue) {
      if (now <= at) continue;
      this.overdue.delete(positionId);
      this.hold(this.books.held.get(positionId)?.exiting !== false, `${what} and nothing closes it`);
    }
  }

  private neverLooser(data: Extract<AuditFact, { type: 'ProtectionChanged' }>['data']): void {
    const held = this.books.held.get(data.positionId);
    if (!held || data.n <= 1) return;
    const [before, after] = [held.stop, Number(data.stop)];
    const looser = held.side === 'long' ? after < before : after > before;
    this.hold(!looser, `the stop of ${data.instrumentId} loosens from ${before} to ${after}`);
  }

  private closes(data: Extract<AuditFact, { type: 'ExitTriggered' }>['data']): void {
    const { instrumentId, closer, reason, exitId, positionId, quantity } = data;
    const held = this.books.held.get(positionId);
    if (held && Number(quantity) >= held.quantity * (1 - 1e-9)) this.whole.add(exitId);
    if (closer !== 'unprotected') return;
    this.hold(!this.venueIsSound, `${instrumentId} is closed for want of a stop (${reason}) where the venue is sound`);
  }

  /** What closes a whole position gives way to nobody. */
  private firstCloserWins({ exitId, outcome }: Extract<AuditFact, { type: 'ExitEnded' }>['data']): void {
    this.hold(
      outcome !== 'abandoned' || !this.whole.has(exitId),
      `the way out ${exitId} of a whole position is given up`,
    );
  }

  private wait(scope: string, until: number): void {
    this.due.set(scope, Math.max(until, this.due.get(scope) ?? 0));
  }

  /** One name, one order: a second one of the same name is the resend that buys twice. */
  private once(clientOrderId: string): void {
    // A venue that has forgotten what others did names their next order as it named the last.
    if (clientOrderId.startsWith('foreign-')) return;
    this.hold(!this.placed.has(clientOrderId), `order ${clientOrderId} reaches the venue twice`);
    this.placed.add(clientOrderId);
  }

  private hold(holds: boolean, what: string): void {
    if (!holds) throw new Broken(`conduct: ${what}`);
  }
}
