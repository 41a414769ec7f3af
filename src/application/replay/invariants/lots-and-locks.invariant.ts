import type {
  FillBooked,
  FundsTransferred,
  LotAcquired,
  LotDisposed,
  LotPart,
  ReservationReleased,
} from '../../../domain/account/account.events.js';
import type { OrderFact } from '../../../domain/orders/order.events.js';
import { dec, proportion, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import { endsOrder, isOrderFact, orderIn, Tally, type AuditFact, type Invariant } from './invariant.js';
import { Waiting } from './waiting.js';

interface Amount {
  readonly quantity: Dec;
  readonly usdt: Dec;
}

/** An order that has ended frees what it locked at once; only a crash comes between. */
const FREED_WITHIN_MS = MINUTE;

/**
 * 6. The lots of a coin sum to what its book holds, no lot gives more than it has, kept coins never leave but by
 * HodlWithdrawn, and kept money only by that, for coins that are kept, or by an operator's transfer; what orders lock is never negative, and free again once they have ended.
 */
export class LotsAndLocksInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly lots = new Map<string, Amount>();
  /** By book and currency, coins only. */
  private readonly inLots = new Map<string, Dec>();
  private readonly held = new Map<string, Dec>();
  private readonly locks = new Map<string, Amount>();
  private readonly unfreed = new Waiting(this.tally, FREED_WITHIN_MS);
  private moved = false;

  feed(fact: AuditFact): void {
    switch (fact.type) {
      case 'IntentApproved':
      case 'IntentResized': {
        const { clientOrderId, quantity, reservedUsdt } = fact.data.order;
        return this.lock(fact, clientOrderId, { quantity: dec(quantity), usdt: dec(reservedUsdt) });
      }
      case 'ExitStepped':
        return this.lock(fact, fact.data.clientOrderId, { quantity: dec(fact.data.quantity), usdt: ZERO });
      case 'HodlOrdered': {
        const { clientOrderId, quantity, amountUsdt } = fact.data;
        return this.lock(fact, clientOrderId, { quantity: dec(quantity), usdt: dec(amountUsdt) });
      }
      case 'ReservationReleased':
        return this.released(fact, fact.data);
      case 'FillBooked':
        return this.filled(fact, fact.data);
      case 'FundsDeposited':
        this.hold('trading', fact.data.currency, dec(fact.data.trading));
        return this.hold('allocation', fact.data.currency, dec(fact.data.allocation));
      case 'FeeCharged':
      case 'ProfitSetAside':
      case 'BalanceCorrected':
        return this.change(fact, fact.data.changes);
      case 'FundsTransferred':
        return this.transferred(fact, fact.data);
      case 'FundsWithdrawn': {
        const { book, currency, amount, lots } = fact.data;
        this.tally.hold(book !== 'hodl', fact, () => `${amount} ${currency} leave the hodl book without HodlWithdrawn`);
        return this.taken(fact, book, currency, amount, lots);
      }
      case 'HodlWithdrawn':
        return this.taken(fact, 'hodl', fact.data.currency, fact.data.quantity, fact.data.lots);
      case 'LotAcquired':
        return this.acquired(fact, fact.data);
      case 'LotDisposed':
        return this.disposed(fact, fact.data);
      default:
        if (isOrderFact(fact)) this.ofOrder(fact);
    }
  }

  commitEnded(last: AuditFact): void {
    if (!this.moved) return;
    this.moved = false;
    for (const [key, held] of this.held) {
      const inLots = this.inLots.get(key) ?? ZERO;
      this.tally.hold(held.eq(inLots), last, () => `${key}: ${text(held)} held, ${text(inLots)} in lots`);
    }
  }

  tick(now: UnixMs): void {
    this.unfreed.tick(now);
  }

  private lock(fact: AuditFact, id: string, amount: Amount): void {
    const fits = amount.quantity.gt(ZERO) && !amount.usdt.isNegative();
    this.tally.hold(fits, fact, () => `order ${id} locks ${text(amount.quantity)} for ${text(amount.usdt)} USDT`);
    this.locks.set(id, amount);
  }

  private released(fact: AuditFact, { clientOrderId, leavesQty, releasedUsdt }: ReservationReleased['data']): void {
    const lock = this.locks.get(clientOrderId);
    this.tally.hold(
      lock !== undefined && lock.quantity.eq(leavesQty) && lock.usdt.eq(releasedUsdt),
      fact,
      () =>
        `${leavesQty} for ${releasedUsdt} USDT is released for order ${clientOrderId}, locked ` +
        (lock ? `are ${text(lock.quantity)} for ${text(lock.usdt)}` : 'is nothing'),
    );
    this.free(clientOrderId);
  }

  private filled(fact: AuditFact, fill: FillBooked['data']): void {
    this.change(fact, fill.changes);
    const lock = this.locks.get(fill.clientOrderId);
    if (!lock) return;
    const quantity = lock.quantity.sub(fill.quantity);
    if (quantity.lte(ZERO)) return this.free(fill.clientOrderId);
    this.locks.set(fill.clientOrderId, { quantity, usdt: proportion(lock.usdt, quantity, lock.quantity) });
  }

  private free(id: string): void {
    this.locks.delete(id);
    this.unfreed.met(id);
  }

  private ofOrder(fact: Extract<AuditFact, OrderFact>): void {
    const id = orderIn(fact).clientOrderId;
    if (!this.locks.has(id)) return;
    const full = fact.type === 'OrderFilled' && fact.data.leavesQty === '0';
    if (endsOrder(fact) || full) this.unfreed.expect(id, fact, `what order ${id} locked is not free`);
  }

  private change(fact: AuditFact, changes: FillBooked['data']['changes']): void {
    for (const { book, currency, amount } of changes) {
      const change = dec(amount);
      const pays = fact.type === 'FillBooked' && fact.data.book === 'hodl' && currency === 'USDT';
      this.tally.hold(
        book !== 'hodl' || !change.isNegative() || pays,
        fact,
        () => `the hodl book loses ${amount} ${currency} without a withdrawal`,
      );
      this.hold(book, currency, change);
    }
  }

  /** Coins only: money has no lots. */
  private hold(book: string, currency: string, change: Dec): void {
    this.moved = true;
    if (currency === 'USDT') return;
    const key = `${book} ${currency}`;
    this.held.set(key, (this.held.get(key) ?? ZERO).add(change));
  }

  private acquired(fact: AuditFact, { lotId, book, currency, quantity, costUsdt }: LotAcquired['data']): void {
    this.tally.hold(dec(quantity).gt(ZERO), fact, () => `lot ${lotId} of ${quantity}`);
    this.lots.set(lotId, { quantity: dec(quantity), usdt: dec(costUsdt) });
    this.inLot(`${book} ${currency}`, dec(quantity));
  }

  /** Leaves its book with its lots, at cost. */
  private taken(fact: AuditFact, book: string, currency: string, amount: string, lots: readonly LotPart[]): void {
    this.hold(book, currency, dec(amount).neg());
    for (const part of lots) this.give(fact, `${book} ${currency}`, part);
  }

  private transferred(fact: AuditFact, data: FundsTransferred['data']): void {
    const { from, to, currency, amount, lots } = data;
    this.taken(fact, from, currency, amount, lots);
    this.hold(to, currency, dec(amount));
    for (const { toLotId, quantity, costUsdt } of lots) {
      this.lots.set(toLotId, { quantity: dec(quantity), usdt: dec(costUsdt) });
      this.inLot(`${to} ${currency}`, dec(quantity));
    }
  }

  private disposed(fact: AuditFact, data: LotDisposed['data']): void {
    const { costUsdt, proceedsUsdt, gainUsdt, book, currency } = data;
    const gain = text(dec(proceedsUsdt).sub(costUsdt));
    this.tally.hold(gain === text(gainUsdt), fact, () => `a gain of ${gainUsdt} USDT, reckoned ${gain}`);
    this.give(fact, `${book} ${currency}`, data);
  }

  private give(fact: AuditFact, key: string, { lotId, quantity, costUsdt }: LotPart): void {
    const lot = this.lots.get(lotId);
    const cost = lot ? proportion(lot.usdt, quantity, lot.quantity) : ZERO;
    this.tally.hold(
      lot !== undefined && dec(quantity).lte(lot.quantity) && cost.eq(costUsdt),
      fact,
      () =>
        `${quantity} that cost ${costUsdt} USDT leaves lot ${lotId}, which has ` +
        (lot ? `${text(lot.quantity)} that cost ${text(lot.usdt)}` : 'nothing'),
    );
    this.inLot(key, dec(quantity).neg());
    if (!lot) return;
    const left = lot.quantity.sub(quantity);
    if (left.lte(ZERO)) this.lots.delete(lotId);
    else this.lots.set(lotId, { quantity: left, usdt: lot.usdt.sub(costUsdt) });
  }

  private inLot(key: string, change: Dec): void {
    this.moved = true;
    this.inLots.set(key, (this.inLots.get(key) ?? ZERO).add(change));
    if (!this.held.has(key)) this.held.set(key, ZERO);
  }
}
