import type { PositionChanged, PositionClosed } from '../../../domain/account/account.events.js';
import { INSTRUMENTS, type Currency } from '../../../domain/market/instrument.js';
import type { OrderFilled } from '../../../domain/orders/order.events.js';
import { dec, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import { countFill, type CountedPosition } from './counted-position.js';
import { Tally, type AuditFact, type Invariant } from './invariant.js';
import { MoneyByCurrency } from './money-by-currency.js';
import { VenueBalances } from './venue-balances.js';
import { Waiting } from './waiting.js';

const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];
/** An execution becomes known with its order's answer at the latest; after that it is booked at once. */
const BOOKED_WITHIN_MS = MINUTE;

type FactOf<T extends AuditFact['type']> = Extract<AuditFact, { type: T }>;

/**
 * 3. No cent comes from nowhere: per currency cash + positions at cost = deposits + gross result - fees, the fills sum to
 * the positions, and the books sum to the venue's balances whenever nothing is on its way. All of it from the fills.
 */
export class MoneyInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly positions = new Map<string, CountedPosition>();
  /** As the account states it: quantity and cost by book and instrument. */
  private readonly stated = new Map<string, { readonly base: Dec; readonly cost: Dec }>();
  private readonly cash = new MoneyByCurrency();
  private readonly deposits = new MoneyByCurrency();
  private readonly gross = new MoneyByCurrency();
  private readonly fees = new MoneyByCurrency();
  private readonly venue = new VenueBalances(this.tally);
  /** Executions of our orders that are not in the books yet. */
  private readonly unbooked = new Waiting(this.tally, BOOKED_WITHIN_MS);
  private readonly executions = new Map<string, OrderFilled['data']>();
  /** Closed by the last fill; PositionClosed must say the same. */
  private closed: CountedPosition | undefined;
  private moved = false;

  feed(fact: AuditFact): void {
    switch (fact.type) {
      case 'FundsDeposited': {
        const { currency, amount, trading, allocation } = fact.data;
        const parts = text(dec(trading).add(allocation));
        this.tally.hold(parts === text(amount), fact, () => `books get ${parts} of a deposit of ${amount}`);
        this.deposits.add(currency, amount);
        this.cash.add(currency, parts);
        this.venue.depositBooked(currency, amount);
        this.moved = true;
        return;
      }
      case 'OrderFilled':
        this.executions.set(fact.data.tradeId, fact.data);
        this.unbooked.expect(fact.data.tradeId, fact, `trade ${fact.data.tradeId} is not booked`);
        return;
      case 'FillBooked':
        return this.booked(fact);
      case 'FeeCharged':
        return this.charged(fact);
      case 'PositionOpened':
      case 'PositionChanged':
      case 'PositionClosed':
        return this.statedBy(fact);
      default:
        this.venue.feed(fact);
    }
  }

  commitEnded(last: AuditFact): void {
    if (!this.moved) return;
    this.moved = false;
    for (const [key, { base, cost }] of this.positions) {
      const stated = this.stated.get(key);
      this.tally.hold(
        stated !== undefined && stated.base.eq(base) && stated.cost.eq(cost),
        last,
        () => `the fills of ${key} sum to ${text(base)} at a cost of ${text(cost)}, the account states ${show(stated)}`,
      );
    }
    this.tally.hold(
      this.stated.size === this.positions.size,
      last,
      () => `the account states ${this.stated.size} positions, the fills make ${this.positions.size}`,
    );
    for (const currency of CURRENCIES) this.balanced(currency, last);
    this.venue.compare(this.cash, last);
  }

  tick(now: UnixMs): void {
    this.unbooked.tick(now);
    this.venue.tick(now);
  }

  finish(): void {
    this.venue.finish();
  }

  private booked(fact: FactOf<'FillBooked'>): void {
    const fill = fact.data;
    const key = `${fill.book}:${fill.instrumentId}`;
    this.execution(fact);
    this.venue.booked(fact);
    const feeUsdt = text(dec(fill.fee).mul(fill.rate));
    this.tally.hold(text(fill.feeUsdt) === feeUsdt, fact, () => `the fee is ${fill.feeUsdt} USDT, reckoned ${feeUsdt}`);
    const { after, closed, gross, grossQuote } = countFill(this.positions.get(key), fill);
    this.tally.hold(
      text(fill.grossUsdt) === text(gross),
      fact,
      () => `trade ${fill.tradeId} realises ${fill.grossUsdt} USDT, reckoned ${text(gross)}`,
    );
    this.closed = closed;
    if (after) this.positions.set(key, after);
    else this.positions.delete(key);
    this.post(fact, gross, grossQuote);
    this.moved = true;
  }

  /** Cash changes hands in base and quote; on margin only the result and the fees do, in USDT. */
  private post(fact: FactOf<'FillBooked'>, gross: Dec, grossQuote: Dec): void {
    const fill = fact.data;
    const { base, quote } = INSTRUMENTS[fill.instrumentId];
    const expected = new MoneyByCurrency();
    if (fill.leverage > 1) {
      this.gross.add('USDT', gross);
      this.fees.add('USDT', fill.feeUsdt);
      expected.add('USDT', gross.sub(fill.feeUsdt));
    } else {
      const sign = fill.side === 'buy' ? 1 : -1;
      this.gross.add(quote, grossQuote);
      this.fees.add(quote, fill.fee);
      expected.add(base, dec(fill.quantity).mul(sign));
      expected.add(quote, dec(fill.quantity).mul(fill.price).mul(-sign).sub(fill.fee));
    }
    const changed = new MoneyByCurrency();
    for (const { currency, amount, book } of fill.changes) {
      this.tally.hold(
        book === fill.book,
        fact,
        () => `a fill of the ${fill.book} book moves money of the ${book} book`,
      );
      changed.add(currency, amount);
      this.cash.add(currency, amount);
    }
    for (const currency of CURRENCIES) {
      this.tally.hold(
        changed.of(currency).eq(expected.of(currency)),
        fact,
        () => `trade ${fill.tradeId} moves ${changed.show(currency)}, reckoned ${expected.show(currency)}`,
      );
    }
  }

  private charged(fact: FactOf<'FeeCharged'>): void {
    const { book, instrumentId, feeUsdt, changes, chargedTo, kind } = fact.data;
    const moved = changes.reduce((sum, { amount }) => sum.add(amount), ZERO);
    this.tally.hold(moved.eq(dec(feeUsdt).neg()), fact, () => `a fee of ${feeUsdt} USDT moves ${text(moved)}`);
    for (const { currency, amount } of changes) this.cash.add(currency, amount);
    this.fees.add('USDT', feeUsdt);
    const key = `${book}:${instrumentId}`;
    const position = this.positions.get(key);
    const open = this.tally.hold(position !== undefined, fact, () => `a margin fee for ${key}, where nothing is open`);
    if (open && position) this.positions.set(key, { ...position, fees: position.fees.add(feeUsdt) });
    this.venue.charged(instrumentId, chargedTo, kind);
    this.moved = true;
  }

  private statedBy(fact: FactOf<'PositionOpened' | 'PositionChanged' | 'PositionClosed'>): void {
    const key = `${fact.data.book}:${fact.data.instrumentId}`;
    const position = this.positions.get(key);
    if (fact.type === 'PositionClosed') {
      this.stated.delete(key);
      this.result(fact, fact.data, this.closed);
      return;
    }
    const short = position?.base.isNegative() ?? false;
    const quantity = dec(fact.data.quantity);
    this.stated.set(key, { base: short ? quantity.neg() : quantity, cost: dec(fact.data.cost) });
    if (fact.type === 'PositionChanged') this.result(fact, fact.data, position);
  }

  private result(
    fact: AuditFact,
    { positionId, grossUsdt, feesUsdt }: PositionChanged['data'] | PositionClosed['data'],
    counted: CountedPosition | undefined,
  ): void {
    this.tally.hold(
      counted !== undefined && counted.gross.eq(grossUsdt) && counted.fees.eq(feesUsdt),
      fact,
      () =>
        `position ${positionId} made ${grossUsdt} USDT for ${feesUsdt} of fees; its fills say ` +
        (counted ? `${text(counted.gross)} for ${text(counted.fees)}` : 'that nothing was closed'),
    );
    if (fact.type !== 'PositionClosed') return;
    const net = text(dec(grossUsdt).sub(feesUsdt));
    this.tally.hold(fact.data.netUsdt === net, fact, () => `net ${fact.data.netUsdt} USDT, reckoned ${net}`);
  }

  /** What is booked is what the order's own stream says happened. */
  private execution(fact: FactOf<'FillBooked'>): void {
    const { tradeId, clientOrderId, quantity, price, fee, rate, side } = fact.data;
    const execution = this.executions.get(tradeId);
    this.executions.delete(tradeId);
    this.unbooked.met(tradeId);
    this.tally.hold(
      execution !== undefined &&
        execution.order.clientOrderId === clientOrderId &&
        execution.order.side === side &&
        dec(execution.lastQty).eq(quantity) &&
        dec(execution.lastPx).eq(price) &&
        dec(execution.commission).eq(fee) &&
        dec(execution.rate).eq(rate),
      fact,
      () => `trade ${tradeId}: ${side} ${quantity} at ${price} is booked, which no unbooked execution says`,
    );
  }

  private balanced(currency: Currency, last: AuditFact): void {
    let left = this.cash.of(currency);
    for (const [key, { base, cost, leverage }] of this.positions) {
      if (leverage > 1) continue;
      const instrument = INSTRUMENTS[key.slice(key.indexOf(':') + 1) as keyof typeof INSTRUMENTS];
      if (instrument.base === currency) left = left.sub(base);
      if (instrument.quote === currency) left = base.isNegative() ? left.sub(cost) : left.add(cost);
    }
    const right = this.deposits.of(currency).add(this.gross.of(currency)).sub(this.fees.of(currency));
    this.tally.hold(
      left.eq(right),
      last,
      () => `${currency}: cash and positions at cost are ${text(left)}, deposits and results ${text(right)}`,
    );
  }
}

const show = (stated: { readonly base: Dec; readonly cost: Dec } | undefined): string =>
  stated ? `${text(stated.base)} at ${text(stated.cost)}` : 'none';
