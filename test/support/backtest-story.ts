import type { PositionClosed } from '../../src/domain/account/account.events.js';
import type { OrderFilled } from '../../src/domain/orders/order.events.js';
import type { OrderDetails } from '../../src/domain/orders/order-terms.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';

interface Entry {
  /** Filled in more than one execution, or not completely. */
  readonly inParts: boolean;
  readonly working: boolean;
  readonly stopFills: number;
}

/** What an acceptance asks of a run beyond its figures, heard fact by fact. */
export class BacktestStory {
  halts = 0;
  openedWhileHalted = 0;
  /** Entries whose stop was hit while the rest of them still worked. */
  stoppedWhileFilling = 0;
  /** Entries filled in parts whose stop filled in parts too. */
  stoppedInParts = 0;
  private halted = false;
  private readonly open = new Set<string>();
  private readonly months = new Set<string>();
  private readonly entries = new Map<string, Entry>();

  get openAtEnd(): number {
    return this.open.size;
  }

  get monthsWithCloses(): number {
    return this.months.size;
  }

  hear({ type, data }: RecordedFact): void {
    if (type === 'TradingHalted') this.halts += 1;
    if (type === 'TradingHalted' || type === 'HaltCleared') this.halted = type === 'TradingHalted';
    if (type === 'PositionOpened') {
      this.open.add((data as { positionId: string }).positionId);
      if (this.halted) this.openedWhileHalted += 1;
    }
    if (type === 'PositionClosed') this.close(data as PositionClosed['data']);
    if (type === 'OrderFilled') this.fill(data as OrderFilled['data']);
    if (type === 'OrderCanceled' || type === 'OrderExpired') this.end((data as { order: OrderDetails }).order);
  }

  private close({ positionId, closedAt }: PositionClosed['data']): void {
    this.open.delete(positionId);
    this.months.add(new Date(closedAt).toISOString().slice(0, 7));
  }

  private fill({ order, fillNo, leavesQty }: OrderFilled['data']): void {
    const { intentId, purpose } = order;
    const entry = this.entries.get(intentId) ?? { inParts: false, working: true, stopFills: 0 };
    if (purpose === 'entry') {
      const inParts = fillNo > 0 || leavesQty !== '0';
      this.entries.set(intentId, { ...entry, inParts, working: leavesQty !== '0' });
    }
    if (purpose !== 'stop') return;
    if (entry.working && entry.stopFills === 0) this.stoppedWhileFilling += 1;
    if (entry.inParts && entry.stopFills === 1) this.stoppedInParts += 1;
    this.entries.set(intentId, { ...entry, stopFills: entry.stopFills + 1 });
  }

  private end({ intentId, purpose }: OrderDetails): void {
    const entry = this.entries.get(intentId);
    if (purpose === 'entry' && entry) this.entries.set(intentId, { ...entry, working: false });
  }
}
