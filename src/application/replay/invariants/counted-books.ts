import { INSTRUMENTS, type Currency } from '../../../domain/market/instrument.js';
import { text, type Dec } from '../../../domain/shared/decimal.js';
import type { CountedPosition } from './counted-position.js';
import { MoneyByCurrency } from './money-by-currency.js';
import type { AuditFact, Tally } from './invariant.js';

interface Kind {
  readonly book: string;
  readonly instrumentId: string;
  readonly leverage: number;
}

/** Cash is never netted with margin: the one changes balances, the other borrows. */
export const kindOf = ({ book, instrumentId, leverage }: Kind): string =>
  `${book}:${instrumentId}:${leverage > 1 ? 'margin' : 'cash'}`;

/** All money of one account as its movements alone make it. */
export class CountedBooks {
  /** By book, instrument, and cash or margin. */
  readonly positions = new Map<string, CountedPosition>();
  /** What was bought to be kept, by instrument, at cost. */
  readonly kept = new Map<string, CountedPosition>();
  /** Closed by the last fill or correction; PositionClosed must say the same. */
  readonly closed = new Map<string, CountedPosition>();
  readonly cash = new MoneyByCurrency();
  /** Less withdrawals. */
  readonly deposits = new MoneyByCurrency();
  readonly gross = new MoneyByCurrency();
  readonly fees = new MoneyByCurrency();
  readonly corrections = new MoneyByCurrency();

  replace(key: string, after: CountedPosition | undefined, closed: CountedPosition | undefined): void {
    if (closed) this.closed.set(key, closed);
    if (after) this.positions.set(key, after);
    else this.positions.delete(key);
  }

  balanced(tally: Tally, currency: Currency, last: AuditFact): void {
    const left = this.cashAndHoldings(currency);
    const made = this.gross.of(currency).sub(this.fees.of(currency));
    const right = this.deposits.of(currency).add(made).add(this.corrections.of(currency));
    tally.hold(
      left.eq(right),
      last,
      () => `${currency}: cash and holdings at cost are ${text(left)}, deposits and results ${text(right)}`,
    );
  }

  private cashAndHoldings(currency: Currency): Dec {
    let sum = this.cash.of(currency);
    for (const [key, { base, cost, leverage }] of [...this.positions, ...this.kept]) {
      if (leverage > 1) continue;
      const [bookOrId, id = bookOrId] = key.split(':');
      const instrument = INSTRUMENTS[id as keyof typeof INSTRUMENTS];
      if (instrument.base === currency) sum = sum.sub(base);
      if (instrument.quote === currency) sum = base.isNegative() ? sum.sub(cost) : sum.add(cost);
    }
    return sum;
  }
}
