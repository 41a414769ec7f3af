import type { Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { ZERO, type Dec, type DecimalString } from '../../shared/decimal.js';
import { unrealisedOf, usdtRate, type Mids } from '../equity/valuation.js';
import type { Standing } from './context.js';
import { shown } from './in-use.js';

/** What the account is made of, USDT. A part without a price is absent: it is missing, not zero. */
export interface BooksInUse {
  /** Cash of the trading book. */
  readonly tradingCash: DecimalString;
  /** Coins of the trading book at the mid: its cash positions. */
  readonly positions?: DecimalString;
  /** Unrealised result of margin positions: with cash and coins it is the trading book. */
  readonly marginResult?: DecimalString;
  readonly tradingBook?: DecimalString;
  readonly allocation?: DecimalString;
  /** Kept apart: no part of equity. */
  readonly hodl?: DecimalString;
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

const marginResult = ({ state }: Standing, mids: Mids): Dec | undefined => {
  let sum = ZERO;
  for (const position of Object.values(state.positions)) {
    if (position.book !== 'trading' || position.leverage <= 1) continue;
    const gain = unrealisedOf(position, mids);
    if (gain === undefined) return undefined;
    sum = sum.add(gain);
  }
  return sum;
};

/** Books and equity by part, as the valuation that every rule sees counts them. */
export const booksInUse = (standing: Standing): BooksInUse => {
  const { state, prices, valuation } = standing;
  const part = <Name extends keyof BooksInUse>(name: Name, value: Dec | undefined) => value && { [name]: shown(value) };
  const { tradingBook, unrealised } = valuation;
  return {
    tradingCash: shown(ZERO.add(state.balances.trading.USDT ?? ZERO)),
    ...part(
      'positions',
      worth(standing, 'trading', (currency) => currency !== 'USDT'),
    ),
    ...part('marginResult', marginResult(standing, prices.mids)),
    ...(tradingBook !== undefined && { tradingBook }),
    ...part(
      'allocation',
      worth(standing, 'allocation', () => true),
    ),
    ...part(
      'hodl',
      worth(standing, 'hodl', () => true),
    ),
    reserved: shown(Object.values(state.reservations).reduce((sum, { reservedUsdt }) => sum.add(reservedUsdt), ZERO)),
    ...(unrealised !== undefined && { unrealised }),
  };
};
