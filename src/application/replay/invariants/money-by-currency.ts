import type { Currency } from '../../../domain/market/instrument.js';
import { dec, text, ZERO, type Dec, type DecimalLike } from '../../../domain/shared/decimal.js';

/** A running sum for each currency. */
export class MoneyByCurrency {
  private readonly sums = new Map<Currency, Dec>();

  add(currency: Currency, amount: DecimalLike): void {
    this.sums.set(currency, this.of(currency).add(dec(amount)));
  }

  of(currency: Currency): Dec {
    return this.sums.get(currency) ?? ZERO;
  }

  show(currency: Currency): string {
    return `${text(this.of(currency))} ${currency}`;
  }
}
