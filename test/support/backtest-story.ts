import type { PositionClosed } from '../../src/domain/account/account.events.js';
import type { OrderFilled } from '../../src/domain/orders/order.events.js';
import type { OrderDetails } from '../../src/domain/orders/order-terms.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';

interface Entry {
  readonly leavesQty: string;
  /** The stop of what had been filled was hit while the rest still worked. */
  readonly stopped: boolean;
}

/** What an acceptance asks of a run beyond its figures, heard fact by fact. */
export class BacktestStory {
  halts = 0;
  openedWhileHalted = 0;
  stoppedWhileFilling = 0;
  private halted = false;
  private readonly open = new Set<string>();
  private readonly months = new Set<string>();
  private readonly filling = new Map<string, Entry>();

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

  private fill({ order, leavesQty }: OrderFilled['data']): void {
    const { intentId, purpose } = order;
    if (purpose === 'entry') {
      if (leavesQty === '0') this.end(order);
      else this.filling.set(intentId, { leavesQty, stopped: false });
    }
    const entry = this.filling.get(intentId);
    if (purpose === 'stop' && entry) this.filling.set(intentId, { ...entry, stopped: true });
  }

  private end({ intentId, purpose }: OrderDetails): void {
    if (purpose !== 'entry') return;
    if (this.filling.get(intentId)?.stopped) this.stoppedWhileFilling += 1;
    this.filling.delete(intentId);
  }
}
