import type { OrderState } from '../../../../src/domain/orders/order.state.js';
import { orderStatusOf } from '../../../../src/domain/orders/order-status.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';

type Loose = Readonly<Record<string, unknown>>;

/** What was seen at least once, and how often. */
export class Coverage {
  readonly seen = new Map<string, number>();

  take({ type, stream, data }: RecordedFact, state: unknown): void {
    const loose = data as Loose;
    this.count(`fact ${type}`);
    if (type === 'IntentDenied') this.count(`denial ${String(loose['code'])}`);
    if (type === 'BreakerTripped') this.count(`breaker ${String(loose['breaker'])}`);
    if (type === 'ExitTriggered') this.count(`closer ${String(loose['closer'])}`);
    if (type === 'VoteDiscarded') this.count(`discard ${String(loose['reason'])}`);
    if (type === 'TaskFailed') this.count(`run ${String(loose['reason'])}`);
    if (type === 'DegradationChanged') this.count(`level ${String(loose['from'])} to ${String(loose['to'])}`);
    if (type === 'ConflictResolved')
      this.count(`conflict ${['kind', 'resolver', 'outcome'].map((key) => loose[key]).join(' ')}`);
    if (type === 'ModelConsulted') this.count(`call ${String(loose['purpose'])} ${String(loose['outcome'])}`);
    if (categoryOf(stream) === 'order') this.count(`order ${orderStatusOf(state as OrderState)}`);
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  set(what: string, count: number): void {
    this.seen.set(what, count);
  }
}
