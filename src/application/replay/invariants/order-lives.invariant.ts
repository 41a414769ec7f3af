import type { OrderFact, OrderFilled } from '../../../domain/orders/order.events.js';
import { dec, maxOf, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { endsOrder, isOrderFact, orderIn, Tally, type AuditFact, type Invariant } from './invariant.js';

/** Compact, because it is kept for every order of the log: a late fill may come at any time. */
interface Life {
  readonly quantity: Dec;
  readonly cumQty: Dec;
  readonly fills: number;
  readonly booked: number;
  /** Denied, rejected, canceled, expired; a complete fill shows in the sums. */
  readonly ended: boolean;
  /** The largest quantity that was asked for and not answered: a full order may still grow to it. */
  readonly asked: Dec;
  readonly attempts: number;
  /** An attempt is out that surely failed or may have arrived: only the first allows another. */
  readonly sent: boolean;
}

const AFTER_THE_END: ReadonlySet<string> = new Set(['OrderFilled', 'OrderContradicted']);

const isOver = ({ ended, cumQty, quantity, asked }: Life): boolean =>
  ended || (cumQty.gte(quantity) && asked.lte(quantity));

/**
 * 4. While an order works cumulative + leaves = quantity; no trade id is recorded or booked twice; what has ended changes
 * only by a late fill; and one attempt is one call.
 */
export class OrderLivesInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly lives = new Map<string, Life>();
  private readonly recorded = new Set<string>();
  private readonly booked = new Set<string>();

  feed(fact: AuditFact): void {
    if (fact.type === 'FillBooked') this.bookedOnce(fact);
    else if (isOrderFact(fact)) this.ofOrder(fact);
  }

  private ofOrder(fact: Extract<AuditFact, OrderFact>): void {
    const order = orderIn(fact);
    const id = order.clientOrderId;
    const life = this.lives.get(id);
    const { tally } = this;
    tally.hold(fact.stream === `order-${id}`, fact, () => `${fact.type} of order ${id} in a foreign stream`);
    if (fact.type === 'OrderInitialized' || fact.type === 'OrderAdopted') {
      tally.hold(life === undefined, fact, () => `order ${id} begins twice`);
      const none = { cumQty: ZERO, fills: 0, booked: 0, ended: false, asked: ZERO, attempts: 0, sent: false };
      this.lives.set(id, { quantity: dec(order.quantity), ...none });
      return;
    }
    if (!tally.hold(life !== undefined, fact, () => `${fact.type} of order ${id}, which never began`)) return;
    if (!life) return;
    const over = isOver(life);
    tally.hold(
      !over || AFTER_THE_END.has(fact.type),
      fact,
      () => `${fact.type} of order ${id} after its end (${text(life.cumQty)} of ${text(life.quantity)} filled)`,
    );
    this.lives.set(id, this.changed(life, fact, over));
  }

  private changed(life: Life, fact: Extract<AuditFact, OrderFact>, over: boolean): Life {
    switch (fact.type) {
      case 'OrderSubmitted':
        this.tally.hold(
          !life.sent && fact.data.attempt === life.attempts + 1,
          fact,
          () => `attempt ${fact.data.attempt} after ${life.attempts}${life.sent ? ', which may have arrived' : ''}`,
        );
        return { ...life, quantity: dec(fact.data.order.quantity), attempts: fact.data.attempt, sent: true };
      case 'OrderNotSent':
        return { ...life, sent: false };
      case 'OrderFilled':
        return this.filled(life, fact, over);
      case 'OrderUpdateRequested':
        return { ...life, asked: dec(fact.data.quantity) };
      case 'OrderUpdated': {
        const quantity = dec(fact.data.order.quantity);
        return { ...life, quantity, asked: quantity.gte(life.asked) ? ZERO : life.asked };
      }
      case 'OrderUpdateRejected':
        return { ...life, asked: ZERO };
      case 'OrderRejected':
      case 'OrderCanceled':
      case 'OrderExpired':
        this.tally.hold(
          life.cumQty.eq(fact.data.cumQty),
          fact,
          () => `ended with ${fact.data.cumQty} filled, the fills sum to ${text(life.cumQty)}`,
        );
        return { ...life, ended: true };
      default:
        return endsOrder(fact) ? { ...life, ended: true } : life;
    }
  }

  private filled(life: Life, fact: Extract<AuditFact, OrderFilled>, over: boolean): Life {
    const { tradeId, fillNo, lastQty, cumQty, leavesQty, late, order } = fact.data;
    const { tally } = this;
    tally.hold(!this.recorded.has(tradeId), fact, () => `trade ${tradeId} is recorded twice`);
    this.recorded.add(tradeId);
    tally.hold(fillNo === life.fills, fact, () => `fill ${fillNo} of ${order.clientOrderId} after ${life.fills} fills`);
    const sum = life.cumQty.add(lastQty);
    const quantity = dec(order.quantity);
    tally.hold(sum.eq(cumQty), fact, () => `${cumQty} filled, the fills sum to ${text(sum)}`);
    const left = maxOf(quantity.sub(sum), ZERO);
    tally.hold(left.eq(leavesQty), fact, () => `${leavesQty} left of ${order.quantity} after ${text(sum)}`);
    tally.hold(late === over, fact, () => `trade ${tradeId} is ${late ? 'late' : 'in time'}, which its order denies`);
    return { ...life, quantity, cumQty: sum, fills: life.fills + 1 };
  }

  private bookedOnce(fact: Extract<AuditFact, { type: 'FillBooked' }>): void {
    const { tradeId, clientOrderId, fillNo } = fact.data;
    const { tally } = this;
    tally.hold(!this.booked.has(tradeId), fact, () => `trade ${tradeId} is booked twice`);
    this.booked.add(tradeId);
    tally.hold(this.recorded.has(tradeId), fact, () => `trade ${tradeId} is booked, but no order had it`);
    const life = this.lives.get(clientOrderId);
    tally.hold(
      life?.booked === fillNo,
      fact,
      () => `fill ${fillNo} of order ${clientOrderId} is booked after ${life?.booked ?? 0}`,
    );
    if (life) this.lives.set(clientOrderId, { ...life, booked: life.booked + 1 });
  }
}
