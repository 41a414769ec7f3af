import type { FillBooked, PositionChanged, PositionClosed } from '../../../domain/account/account.events.js';
import { INSTRUMENTS, type Currency } from '../../../domain/market/instrument.js';
import type { OrderFilled } from '../../../domain/orders/order.events.js';
import { dec, text, ZERO, type Dec } from '../../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import { countCorrection } from './corrections.js';
import { CountedBooks, kindOf } from './counted-books.js';
import { countFill, type CountedPosition } from './counted-position.js';
import { Tally, type AuditFact, type Invariant } from './invariant.js';
import { MoneyByCurrency } from './money-by-currency.js';
import { checkBought, checkSetAside, checkTransfer } from './money-that-changes-books.js';
import { StatedPositions } from './stated-positions.js';
import { VenueBalances } from './venue-balances.js';
import { Waiting } from './waiting.js';

const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];
/** An execution becomes known with its order's answer at the latest; after that it is booked at once. */
const BOOKED_WITHIN_MS = MINUTE;

type FactOf<T extends AuditFact['type']> = Extract<AuditFact, { type: T }>;

/**
 * 3. No cent comes from nowhere: per currency cash + holdings at cost = deposits - withdrawals + gross result - fees +
 * corrections, the fills sum to the positions, and the books sum to the venue's balances whenever nothing is on its way.
 * All of it from the fills.
 */
export class MoneyInvariant implements Invariant {
  readonly tally = new Tally();
  private readonly stated = new StatedPositions();
  private readonly books = new CountedBooks();
  private readonly venue = new VenueBalances(this.tally);
  /** Executions of our orders that are not in the books yet. */
  private readonly unbooked = new Waiting(this.tally, BOOKED_WITHIN_MS);
  private readonly executions = new Map<string, OrderFilled['data']>();
  private lastFill: FillBooked['data'] | undefined;
  private moved = false;

  feed(fact: AuditFact): void {
    switch (fact.type) {
      case 'FundsDeposited': {
        const { currency, amount, trading, allocation } = fact.data;
        const parts = text(dec(trading).add(allocation));
        this.tally.hold(parts === text(amount), fact, () => `books get ${parts} of a deposit of ${amount}`);
        this.paidIn(currency, amount, parts);
        return;
      }
      case 'FundsWithdrawn':
        return this.paidIn(fact.data.currency, text(dec(fact.data.amount).neg()));
      case 'HodlWithdrawn':
        return this.paidIn(fact.data.currency, text(dec(fact.data.quantity).neg()));
      case 'FundsTransferred':
        return checkTransfer(this.tally, fact);
      case 'ProfitSetAside':
        return checkSetAside(this.tally, fact);
      case 'HodlBought':
        return checkBought(this.tally, fact, this.lastFill);
      case 'BalanceCorrected':
        countCorrection(this.tally, this.books, fact);
        if (fact.data.instrumentId === undefined) this.venue.corrected(fact.data.currency);
        this.moved = true;
        return;
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
    this.stated.compare(this.tally, this.books.positions, last);
    for (const currency of CURRENCIES) this.books.balanced(this.tally, currency, last);
    this.venue.compare(this.books.cash, last);
  }

  tick(now: UnixMs): void {
    this.unbooked.tick(now);
    this.venue.tick(now);
  }

  slept(until: UnixMs): void {
    this.venue.slept(until);
  }

  finish(): void {
    this.venue.finish();
  }

  private paidIn(currency: Currency, amount: string, parts = amount): void {
    this.books.deposits.add(currency, amount);
    this.books.cash.add(currency, parts);
    this.venue.depositBooked(currency, amount);
    this.moved = true;
  }

  /** A holding of the hodl book only grows; no position comes of it. */
  private keep(fact: FactOf<'FillBooked'>): void {
    const fill = fact.data;
    const buys = fill.side === 'buy' && fill.leverage === 1 && dec(fill.grossUsdt).isZero();
    this.tally.hold(buys, fact, () => `the hodl book ${fill.side}s ${fill.quantity} at ${fill.leverage}x`);
    const { after } = countFill(this.books.kept.get(fill.instrumentId), fill);
    if (after) this.books.kept.set(fill.instrumentId, after);
    this.post(fact, ZERO, ZERO);
    this.moved = true;
  }

  private booked(fact: FactOf<'FillBooked'>): void {
    const fill = fact.data;
    const key = kindOf(fill);
    this.lastFill = fill;
    this.execution(fact);
    this.venue.booked(fact);
    const feeUsdt = text(dec(fill.fee).mul(fill.rate));
    this.tally.hold(text(fill.feeUsdt) === feeUsdt, fact, () => `the fee is ${fill.feeUsdt} USDT, reckoned ${feeUsdt}`);
    this.books.closed.clear();
    if (fill.book === 'hodl') return this.keep(fact);
    const { after, closed, gross, grossQuote } = countFill(this.books.positions.get(key), fill);
    this.tally.hold(
      text(fill.grossUsdt) === text(gross),
      fact,
      () => `trade ${fill.tradeId} realises ${fill.grossUsdt} USDT, reckoned ${text(gross)}`,
    );
    this.books.replace(key, after, closed);
    this.post(fact, gross, grossQuote);
    this.moved = true;
  }

  /** Cash changes hands in base and quote; on margin only the result and the fees do, in USDT. */
  private post(fact: FactOf<'FillBooked'>, gross: Dec, grossQuote: Dec): void {
    const fill = fact.data;
    const { base, quote } = INSTRUMENTS[fill.instrumentId];
    const expected = new MoneyByCurrency();
    if (fill.leverage > 1) {
      this.books.gross.add('USDT', gross);
      this.books.fees.add('USDT', fill.feeUsdt);
      expected.add('USDT', gross.sub(fill.feeUsdt));
    } else {
      const sign = fill.side === 'buy' ? 1 : -1;
      this.books.gross.add(quote, grossQuote);
      this.books.fees.add(quote, fill.fee);
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
      this.books.cash.add(currency, amount);
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
    for (const { currency, amount } of changes) this.books.cash.add(currency, amount);
    this.books.fees.add('USDT', feeUsdt);
    const key = kindOf({ book, instrumentId, leverage: 2 });
    const position = this.books.positions.get(key);
    const open = this.tally.hold(position !== undefined, fact, () => `a margin fee for ${key}, where nothing is open`);
    if (open && position) this.books.positions.set(key, { ...position, fees: position.fees.add(feeUsdt) });
    this.venue.charged(instrumentId, chargedTo, kind);
    this.moved = true;
  }

  private statedBy(fact: FactOf<'PositionOpened' | 'PositionChanged' | 'PositionClosed'>): void {
    const key = this.stated.state(fact);
    const position = this.books.positions.get(key);
    if (fact.type === 'PositionChanged') return this.result(fact, fact.data, position);
    if (fact.type === 'PositionOpened') return;
    if (!fact.data.dust) return this.result(fact, fact.data, this.books.closed.get(key));
    this.result(fact, fact.data, position);
    // What was set aside begins anew, with nothing made and nothing paid.
    if (position) this.books.positions.set(key, { ...position, gross: ZERO, fees: ZERO });
    this.moved = true;
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
}
