import type { FeeCharged, FillBooked } from '../../../domain/account/account.events.js';
import type { PaperOrderFilled, PaperVenueRestarted } from '../../../domain/matching/paper-venue.events.js';
import type { Currency } from '../../../domain/market/instrument.js';
import { dec, ZERO } from '../../../domain/shared/decimal.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import type { AuditFact, Tally } from './invariant.js';
import { MoneyByCurrency } from './money-by-currency.js';
import { Waiting } from './waiting.js';

const CURRENCIES: readonly Currency[] = ['USDT', 'BTC', 'XRP'];
/**
 * How long the desk may not know of an execution: its answer was lost, it asks 35 s later, and again until it hears.
 */
const HEARD_WITHIN_MS = 5 * MINUTE;
/** A lost step is charged with the next one; an hourly feed has one an hour. */
const CHARGED_WITHIN_MS = 61 * MINUTE;

/** The pretend venue's balances, to lay the books against whenever nothing is on its way between the two. */
export class VenueBalances {
  private readonly balances = new MoneyByCurrency();
  private readonly deposits = new MoneyByCurrency();
  private readonly trades = new Map<string, PaperOrderFilled['data']>();
  /** Up to when the venue has taken margin fees, by instrument. */
  private readonly chargedTo = new Map<string, UnixMs>();
  /** Unbooked trades on margin, as the venue made them. */
  private readonly onMargin: { readonly tradeId: string; readonly instrumentId: string }[] = [];
  private readonly unheard: Waiting;
  private readonly uncharged: Waiting;
  /** Of trades that are not booked: the currencies in which the books have not been corrected since. */
  private readonly unexplained = new Map<string, Set<Currency>>();
  /** Trades that the venue has forgotten and that may still be heard of. */
  private readonly forgotten = new Set<string>();
  /** The venue has forgotten what the books have: nothing to compare there until they are corrected. */
  private readonly apart = new Set<Currency>();
  private opening: AuditFact | undefined;

  constructor(private readonly tally: Tally) {
    this.unheard = new Waiting(tally, HEARD_WITHIN_MS);
    this.uncharged = new Waiting(tally, CHARGED_WITHIN_MS);
  }

  feed(fact: AuditFact): void {
    switch (fact.type) {
      case 'PaperOrderFilled':
        this.move(fact.data.moves);
        this.trades.set(fact.data.tradeId, fact.data);
        if (fact.data.moves.every(({ currency }) => currency === 'USDT')) this.onMargin.push(fact.data);
        this.unexplained.set(fact.data.tradeId, new Set(fact.data.moves.map(({ currency }) => currency)));
        this.unheard.expect(fact.data.tradeId, fact, `trade ${fact.data.tradeId} of the venue is not booked`);
        return;
      case 'PaperBalanceMoved':
        this.move(fact.data.moves);
        if (fact.data.reason !== 'margin-fee') {
          this.opening ??= fact;
          for (const { currency, amount } of fact.data.moves) this.deposits.add(currency, amount);
          return;
        }
        this.chargedTo.set(fact.data.instrumentId, fact.data.chargedTo);
        this.uncharged.expect(fact.data.instrumentId, fact, `a margin fee of ${fact.data.instrumentId} is not booked`);
        return;
      case 'PaperVenueRestarted':
        return this.restarted(fact.data);
      default:
    }
  }

  /** What it did last never happened: what is in the books of it has nothing to stand on. */
  private restarted({ book, forgotten }: PaperVenueRestarted['data']): void {
    const lost = CURRENCIES.filter((currency) => {
      const difference = dec(book.balances[currency] ?? ZERO).sub(this.balances.of(currency));
      this.balances.add(currency, difference);
      return !difference.isZero();
    });
    if (forgotten.tradeIds.some((tradeId) => !this.trades.has(tradeId))) this.setApart(lost);
    for (const tradeId of forgotten.tradeIds) {
      this.forgotten.add(tradeId);
      this.unheard.met(tradeId);
      this.unexplained.delete(tradeId);
      this.takeTurn(tradeId);
    }
  }

  private setApart(currencies: readonly Currency[]): void {
    for (const currency of currencies) this.apart.add(currency);
  }

  /** Less than zero: a withdrawal. */
  depositBooked(currency: Currency, amount: string): void {
    this.deposits.add(currency, dec(amount).neg());
  }

  /** A trade that nobody told us of is explained once the books follow the venue in all that it moved. */
  corrected(currency: Currency): void {
    this.apart.delete(currency);
    for (const [tradeId, currencies] of this.unexplained) {
      currencies.delete(currency);
      if (currencies.size > 0) continue;
      this.unheard.met(tradeId);
      this.forget(tradeId);
    }
  }

  private forget(tradeId: string): void {
    this.takeTurn(tradeId);
    this.trades.delete(tradeId);
    this.unexplained.delete(tradeId);
  }

  /** False when the books heard of a trade before an earlier one of its instrument. */
  private takeTurn(tradeId: string): boolean {
    const n = this.onMargin.findIndex((one) => one.tradeId === tradeId);
    const [trade] = n < 0 ? [] : this.onMargin.splice(n, 1);
    return !this.onMargin.slice(0, Math.max(n, 0)).some(({ instrumentId }) => instrumentId === trade?.instrumentId);
  }

  charged(instrumentId: string, chargedTo: UnixMs, kind: FeeCharged['data']['kind']): void {
    const all = chargedTo >= (this.chargedTo.get(instrumentId) ?? 0);
    if (kind === 'margin-period' && all) this.uncharged.met(instrumentId);
  }

  booked(fact: Extract<AuditFact, FillBooked>): void {
    if (!this.opening) return;
    const { tradeId, quantity, price, fee, side } = fact.data;
    const trade = this.trades.get(tradeId);
    if (this.forgotten.delete(tradeId)) this.setApart(trade?.moves.map(({ currency }) => currency) ?? []);
    // What a close made depends on the fills before it: the two agree again when all is closed, or corrected.
    if (!this.takeTurn(tradeId)) this.setApart(['USDT']);
    this.forget(tradeId);
    this.unheard.met(tradeId);
    this.tally.hold(
      trade !== undefined &&
        trade.side === side &&
        dec(trade.lastQty).eq(quantity) &&
        dec(trade.lastPx).eq(price) &&
        dec(trade.commission).eq(fee),
      fact,
      () => `trade ${tradeId}: ${side} ${quantity} at ${price} is booked, which the venue does not have so`,
    );
  }

  compare(books: MoneyByCurrency, last: AuditFact): void {
    if (!this.opening || this.unheard.size > 0 || this.uncharged.size > 0) return;
    if (CURRENCIES.some((currency) => !this.deposits.of(currency).isZero())) return;
    for (const currency of CURRENCIES) {
      const agrees = this.balances.of(currency).eq(books.of(currency));
      if (agrees) this.apart.delete(currency);
      else if (this.apart.has(currency)) continue;
      this.tally.hold(
        agrees,
        last,
        () => `the books hold ${books.show(currency)}, the venue ${this.balances.show(currency)}`,
      );
    }
  }

  tick(now: UnixMs): void {
    this.unheard.tick(now);
    this.uncharged.tick(now);
  }

  slept(until: UnixMs): void {
    this.unheard.renew(until);
  }

  finish(): void {
    const { opening } = this;
    if (!opening) return;
    for (const currency of CURRENCIES) {
      this.tally.hold(
        this.deposits.of(currency).isZero(),
        opening,
        () => `${this.deposits.show(currency)} of the venue's deposits are not in the books`,
      );
    }
  }

  private move(moves: PaperOrderFilled['data']['moves']): void {
    for (const { currency, amount } of moves) this.balances.add(currency, amount);
  }
}
