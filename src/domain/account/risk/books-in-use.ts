import type { Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import { usdtRate } from '../equity/valuation.js';
import type { Standing } from './context.js';
import { shown } from './in-use.js';

/** What the account is made of, USDT. A part without a price is absent: it is missing, not zero. */
export interface BooksInUse {
  /** Cash of the trading book. */
  readonly tradingCash: DecimalString;
  /** Coins of the trading book at the mid: its cash positions. */
  readonly positions?: DecimalString;
  /** Unrealised result on margin: with cash and coins, less accrued fees, it is the trading book. */
  readonly marginResult?: DecimalString;
  readonly tradingBook?: DecimalString;
  readonly allocation?: DecimalString;
  /** Kept apart, coins and money: no part of equity. */
  readonly hodl?: DecimalString;
  /** Of it, money that waits to become a coin. */
  readonly setAside: DecimalString;
  /** For borrowing, since the last charge. */
  readonly accruedFees?: DecimalString;
  /** Locked for entries under way; part of the cash. */
  readonly reserved: DecimalString;
  /** Of all open trading positions, cash and margin. */
  readonly unrealised?: DecimalString;
}

const worth = (standing: Standing, book: Book, counts: (currency: Currency) => boolean): Dec | undefined => {
  let sum = ZERO;
  for (const [currency, amount] of Object.entries(standing.state.balances[book]) as [Currency, DecimalString][]) {
    if (!counts(currency)) continue;
    const rate = usdtRate(currency, standing.prices.mids);
    if (rate) sum = sum.add(rate.mul(amount));
    // Nothing of it is worth nothing at any price.
    else if (!ZERO.eq(amount)) return undefined;
  }
  return sum;
};

/** What the valuation adds to cash and coins before fees: so the parts always add up to it. */
const marginResult = ({ valuation }: Standing, cash: Dec, coins: Dec | undefined): Dec | undefined => {
  const { tradingBook, accruedFees } = valuation;
  if (tradingBook === undefined || accruedFees === undefined || coins === undefined) return undefined;
  return dec(tradingBook).add(accruedFees).sub(cash).sub(coins);
};

/** Books and equity by part, as the valuation that every rule sees counts them. */
export const booksInUse = (standing: Standing): BooksInUse => {
  const { state, valuation } = standing;
  const cash = dec(state.balances.trading.USDT ?? ZERO);
  const coins = worth(standing, 'trading', (currency) => currency !== 'USDT');
  const part = <Name extends keyof BooksInUse>(name: Name, value: Dec | undefined) => value && { [name]: shown(value) };
  const { tradingBook, unrealised, accruedFees } = valuation;
  return {
    tradingCash: shown(cash),
    ...part('positions', coins),
    ...part('marginResult', marginResult(standing, cash, coins)),
    ...(tradingBook !== undefined && { tradingBook }),
    ...part(
      'allocation',
      worth(standing, 'allocation', () => true),
    ),
    ...part(
      'hodl',
      worth(standing, 'hodl', () => true),
    ),
    setAside: shown(Object.values(state.hodl.waiting).reduce((sum, amount) => sum.add(amount), ZERO)),
    ...(accruedFees !== undefined && { accruedFees }),
    reserved: shown(Object.values(state.reservations).reduce((sum, { reservedUsdt }) => sum.add(reservedUsdt), ZERO)),
    ...(unrealised !== undefined && { unrealised }),
  };
};
