import type {
  BreakerTripped,
  ExitTriggered,
  HaltCleared,
  IntentApproved,
  PositionChanged,
  PositionOpened,
  WeekReviewed,
} from '../../src/domain/account/account.events.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-05 was a Monday. */
const MONDAY = 4 * DAY;
const nextMidnight = (at: number): number => (Math.floor(at / DAY) + 1) * DAY;
const nextMonday = (at: number): number => Math.floor((at - MONDAY) / WEEK) * WEEK + WEEK + MONDAY;

interface Tripped {
  readonly at: number;
  readonly commandId: string;
  /** Trading positions at that moment: instrument and quantity. */
  readonly open: ReadonlyMap<string, string>;
  /** What left in the same commit: instrument and quantity. */
  readonly leaving: Map<string, string>;
}

/**
 * Listens to a run with the desk's rules about breakers in mind, and with none of the desk's code: which tripped, what
 * they did to the open positions, and whether anything was approved before they had ended.
 */
export class BreakerStory {
  readonly tripped: Record<string, number> = {};
  /** Sentences; empty where all went as the rules say. */
  readonly wrongs: string[] = [];
  /** Weekly trips with a position to halve. */
  halved = 0;
  private readonly open = new Map<string, string>();
  private readonly trips: (Tripped & { readonly breaker: string })[] = [];
  private dayShutUntil = 0;
  private week: { readonly monday: number; reviewedAt?: number } | undefined;
  private halted = false;
  private cashOnlyUntil = 0;

  hear({ type, data, metadata }: RecordedFact): void {
    const { at, commandId } = metadata;
    this.judgeTrips(commandId);
    switch (type) {
      case 'PositionOpened':
      case 'PositionChanged': {
        const { book, instrumentId, quantity } = data as (PositionOpened | PositionChanged)['data'];
        if (book === 'trading') this.open.set(instrumentId, quantity);
        return;
      }
      case 'PositionClosed':
        this.open.delete((data as { instrumentId: string }).instrumentId);
        return;
      case 'BreakerTripped':
        return this.trip(data as BreakerTripped['data'], at, commandId);
      case 'ExitTriggered': {
        const { instrumentId, quantity } = data as ExitTriggered['data'];
        for (const trip of this.trips) if (trip.commandId === commandId) trip.leaving.set(instrumentId, quantity);
        return;
      }
      case 'TradingHalted':
        this.halted = true;
        return;
      case 'HaltCleared':
        return this.cleared(data as HaltCleared['data'], at);
      case 'WeekReviewed':
        if (this.week) this.week.reviewedAt = (data as WeekReviewed['data']).at;
        return;
      case 'IntentApproved':
      case 'IntentResized':
        return this.approved(at, (data as IntentApproved['data']).order.leverage);
    }
  }

  private trip({ breaker, until }: BreakerTripped['data'], at: number, commandId: string): void {
    this.tripped[breaker] = (this.tripped[breaker] ?? 0) + 1;
    if (breaker === 'daily-loss') this.dayShutUntil = nextMidnight(at);
    if (breaker === 'weekly-loss') this.week = { monday: nextMonday(at) };
    const end = breaker === 'daily-loss' ? nextMidnight(at) : breaker === 'weekly-loss' ? nextMonday(at) : until;
    if (until !== end) this.wrongs.push(`${breaker} of ${at} ends at ${until}, not at ${end}`);
    this.trips.push({ breaker, at, commandId, open: new Map(this.open), leaving: new Map() });
  }

  /** Once the commit is over: a week takes half of everything, a drawdown all. */
  private judgeTrips(commandId: string): void {
    for (const trip of this.trips.splice(0)) {
      if (trip.commandId === commandId) this.trips.push(trip);
      else this.judge(trip);
    }
  }

  private judge({ breaker, at, open, leaving }: Tripped & { readonly breaker: string }): void {
    if (breaker !== 'weekly-loss' && breaker !== 'drawdown') return;
    for (const [instrumentId, quantity] of open) {
      const left = leaving.get(instrumentId);
      if (left === undefined) this.wrongs.push(`${breaker} of ${at} lets ${instrumentId} stay whole`);
      else if (breaker === 'drawdown' && left !== quantity)
        this.wrongs.push(`${breaker} of ${at} leaves ${instrumentId}`);
      else if (breaker === 'weekly-loss') {
        this.halved += 1;
        // Lots of 1e-8: half of the units, rounded down, or all of them where a half is too small to sell.
        const units = (text: string): number => Math.round(Number(text) * 1e8);
        const fits = units(left) === Math.floor(units(quantity) / 2) || left === quantity;
        if (!fits) this.wrongs.push(`${breaker} of ${at} sells ${left} of ${quantity} ${instrumentId}`);
      }
    }
  }

  private cleared(_: HaltCleared['data'], at: number): void {
    this.halted = false;
    this.cashOnlyUntil = at + WEEK;
  }

  private approved(at: number, leverage: number): void {
    const wrong = (why: string) => this.wrongs.push(`approved at ${at} ${why}`);
    if (at < this.dayShutUntil) wrong('before the day was over');
    if (this.week && (at < this.week.monday || this.week.reviewedAt === undefined)) wrong('before Monday and a review');
    if (this.halted) wrong('while halted');
    if (at < this.cashOnlyUntil && leverage !== 1) wrong(`at ${leverage}x in the week after a drawdown`);
  }
}
