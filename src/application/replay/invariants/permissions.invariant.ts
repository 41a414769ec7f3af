import type {
  ExitStepped,
  ForeignOrderAdopted,
  IntentApproved,
  IntentResized,
  ProtectionChanged,
} from '../../../domain/account/account.events.js';
import type { OrderInitialized } from '../../../domain/orders/order.events.js';
import type { OrderDetails } from '../../../domain/orders/order-terms.js';
import { dec, maxOf, text, ZERO, type Dec, type DecimalString } from '../../../domain/shared/decimal.js';
import { kindOf } from './counted-books.js';
import { endsOrder, isOrderFact, orderIn, Tally, type AuditFact, type Invariant } from './invariant.js';

interface Permitted {
  readonly clientOrderId: string;
  readonly book: string;
  readonly instrumentId: string;
  readonly side: 'buy' | 'sell';
  readonly leverage: number;
  readonly quantity: DecimalString;
}

const closingSide = (side: 'long' | 'short') => (side === 'long' ? ('sell' as const) : ('buy' as const));

/**
 * 1. Every order names its permission: same order, book, instrument, side and leverage, no more than permitted, each
 * used once, at the venue too. An update raises nothing but a stop, and that no further than what is filled.
 */
export class PermissionsInvariant implements Invariant {
  readonly tally = new Tally();
  /** Given and not used yet. */
  private readonly open = new Map<string, Permitted>();
  /** Most that each living order may have: what was permitted, of a stop the largest so far. */
  private readonly most = new Map<string, Dec>();
  /** Booked net base by book, instrument and kind, signed; and what each living stop has filled of it. */
  private readonly net = new Map<string, Dec>();
  private readonly stopFilled = new Map<string, Dec>();

  feed(fact: AuditFact): void {
    switch (fact.type) {
      case 'IntentApproved':
      case 'IntentResized':
        return this.opening(fact);
      case 'ProtectionChanged':
        return this.protection(fact, fact.data);
      case 'ExitStepped':
        return this.exit(fact, fact.data);
      case 'HodlOrdered': {
        const { purchaseId, clientOrderId, instrumentId, quantity } = fact.data;
        const terms = { clientOrderId, book: 'hodl', instrumentId, side: 'buy' as const, leverage: 1, quantity };
        this.open.set(`HodlOrdered ${purchaseId}`, terms);
        return;
      }
      case 'BalanceCorrected':
        for (const { quantity, ...phantom } of fact.data.phantoms) {
          const key = kindOf(phantom);
          const net = this.net.get(key) ?? ZERO;
          this.net.set(key, net.isNegative() ? net.add(quantity) : net.sub(quantity));
        }
        return;
      case 'FillBooked': {
        const { side, quantity, purpose, clientOrderId } = fact.data;
        const key = kindOf(fact.data);
        const signed = side === 'buy' ? dec(quantity) : dec(quantity).neg();
        this.net.set(key, (this.net.get(key) ?? ZERO).add(signed));
        if (purpose === 'stop')
          this.stopFilled.set(clientOrderId, (this.stopFilled.get(clientOrderId) ?? ZERO).add(quantity));
        return;
      }
      case 'ForeignOrderAdopted':
        return this.foreign(fact.data);
      case 'OrderAdopted':
        return this.adopted(fact, fact.data.order);
      case 'OrderInitialized':
        return this.initialized(fact, fact.data);
      case 'OrderUpdateRequested':
        return this.updated(fact, fact.data.order.clientOrderId, fact.data.quantity);
      case 'OrderUpdated':
        return this.updated(fact, fact.data.order.clientOrderId, fact.data.order.quantity);
      case 'PaperOrderPlaced':
        this.tally.hold(
          fact.data.placement === 1,
          fact,
          () => `order ${fact.data.order.clientOrderId} stands at the venue for the ${fact.data.placement}. time`,
        );
        return;
      default:
        if (isOrderFact(fact) && endsOrder(fact)) this.forget(orderIn(fact).clientOrderId);
    }
  }

  private opening(fact: Extract<AuditFact, IntentApproved | IntentResized>): void {
    const { order, intent } = fact.data;
    const { clientOrderId, instrumentId, side, leverage, quantity } = order;
    const permitted = { clientOrderId, book: 'trading', instrumentId, side, leverage, quantity };
    this.open.set(`${fact.type} ${intent.intentId}#${intent.assessment}`, permitted);
  }

  private protection(fact: AuditFact, data: ProtectionChanged['data']): void {
    const { action, book, instrumentId, leverage, stopOrderId, quantity, positionId, n } = data;
    const filled = (this.net.get(kindOf(data)) ?? ZERO).abs();
    const most = filled.add(this.stopFilled.get(stopOrderId) ?? ZERO);
    this.tally.hold(
      dec(quantity).lte(most),
      fact,
      () => `protection ${n} of ${positionId} allows ${quantity}, but only ${text(most)} is filled`,
    );
    if (action === 'watch') return;
    this.most.set(stopOrderId, maxOf(this.most.get(stopOrderId) ?? ZERO, dec(quantity)));
    if (action === 'amend') return;
    const side = closingSide(data.side);
    const permitted = { clientOrderId: stopOrderId, book, instrumentId, side, leverage, quantity };
    this.open.set(`ProtectionChanged ${positionId}#${n}`, permitted);
  }

  private exit(fact: AuditFact, data: ExitStepped['data']): void {
    const { clientOrderId, book, instrumentId, side, leverage, quantity, exitId, step } = data;
    const net = this.net.get(kindOf(data)) ?? ZERO;
    this.tally.hold(
      dec(quantity).lte(side === 'sell' ? net : net.neg()),
      fact,
      () => `step ${step} of exit ${exitId} allows to ${side} ${quantity}, but the position is ${text(net)}`,
    );
    this.open.set(`ExitStepped ${exitId}#${step}`, { clientOrderId, book, instrumentId, side, leverage, quantity });
  }

  /** Not permitted, but known: what is adopted must be what the account counts. */
  private foreign(data: ForeignOrderAdopted['data']): void {
    const { foreignOrderId: clientOrderId, instrumentId, side, leverage, quantity } = data;
    const found = { clientOrderId, book: 'trading', instrumentId, side, leverage, quantity };
    this.open.set(`ForeignOrderAdopted ${clientOrderId}`, found);
  }

  private adopted(fact: AuditFact, order: OrderDetails): void {
    const permitted = this.use(fact, order);
    if (!permitted) return;
    this.most.set(order.clientOrderId, dec(permitted.quantity));
    this.sameTerms(fact, order, permitted);
  }

  /** The permission that the order names, which is used up by that. */
  private use(fact: AuditFact, order: OrderDetails): Permitted | undefined {
    const key = `${order.permission.type} ${order.permission.key}`;
    const permitted = this.open.get(key);
    this.tally.hold(
      permitted !== undefined,
      fact,
      () => `${order.purpose} order ${order.clientOrderId} names ${key}, which was never given or is used up`,
    );
    this.open.delete(key);
    return permitted;
  }

  private sameTerms(fact: AuditFact, order: OrderDetails, permitted: Permitted): void {
    const { tally } = this;
    const key = `${order.permission.type} ${order.permission.key}`;
    for (const field of ['clientOrderId', 'book', 'instrumentId', 'side', 'leverage'] as const) {
      tally.hold(
        order[field] === permitted[field],
        fact,
        () => `${field} of order ${order.clientOrderId} is ${order[field]}, permitted by ${key} is ${permitted[field]}`,
      );
    }
    tally.hold(
      dec(order.quantity).lte(permitted.quantity),
      fact,
      () => `order ${order.clientOrderId} is for ${order.quantity}, permitted by ${key} is ${permitted.quantity}`,
    );
  }

  private initialized(fact: AuditFact, order: OrderInitialized['data']): void {
    const { permission } = order;
    const permitted = this.use(fact, order);
    if (!permitted) return;
    if (order.purpose !== 'stop') this.most.set(order.clientOrderId, dec(permitted.quantity));
    this.sameTerms(fact, order, permitted);
    this.tally.hold(
      order.reduceOnly === (order.purpose === 'stop' || order.purpose === 'close') &&
        permission.type.startsWith('Intent') === (order.purpose === 'entry') &&
        (permission.type === 'HodlOrdered') === (order.purpose === 'hodl'),
      fact,
      () =>
        `${order.purpose} order ${order.clientOrderId} with reduceOnly ${order.reduceOnly} rests on ${permission.type}`,
    );
  }

  private updated(fact: AuditFact, clientOrderId: string, quantity: DecimalString): void {
    const most = this.most.get(clientOrderId);
    this.tally.hold(
      most !== undefined && dec(quantity).lte(most),
      fact,
      () => `order ${clientOrderId} is raised to ${quantity}; permitted is ${most ? text(most) : 'nothing'}`,
    );
  }

  private forget(clientOrderId: string): void {
    this.most.delete(clientOrderId);
    this.stopFilled.delete(clientOrderId);
  }
}
