/** What an open position is worth now, by exact arithmetic on the texts of the API. */
import type { MarketView, PositionView } from '../api/shapes.js';
import { add, divide, multiply, negate, signOf, subtract } from '../format/decimal.js';
import { quoteOf } from '../format/figures.js';

type Markets = Readonly<Record<string, MarketView>>;
type Sided = Pick<PositionView, 'side' | 'entry' | 'initialStop'>;

/** Middle of bid and ask, else the last price. */
export const markOf = (market: MarketView | undefined): string | undefined => {
  const sum = market?.bid && market.ask ? add(market.bid, market.ask) : undefined;
  return sum === undefined ? market?.last : multiply(sum, '0.5');
};

const signed = (value: string | undefined, side: 'long' | 'short'): string | undefined =>
  value === undefined || side === 'long' ? value : negate(value);

const gainPerUnit = ({ side, entry }: Sided, at: string): string | undefined => signed(subtract(at, entry), side);

/** USDT per unit of the quote currency. */
const rateOf = (instrumentId: string, markets: Markets): string | undefined =>
  quoteOf(instrumentId) === 'USDT' ? '1' : markOf(markets[`${quoteOf(instrumentId)}/USDT`]);

/** USDT, after all fees so far; undefined while a price is missing. */
export const pnlOf = (position: PositionView, markets: Markets): string | undefined => {
  const mark = markOf(markets[position.instrumentId]);
  const perUnit = mark === undefined ? undefined : gainPerUnit(position, mark);
  const rate = rateOf(position.instrumentId, markets);
  const inQuote = perUnit === undefined ? undefined : multiply(perUnit, position.quantity);
  const open = inQuote === undefined || rate === undefined ? undefined : multiply(inQuote, rate);
  const gross = open === undefined ? undefined : add(open, position.grossUsdt);
  return gross === undefined ? undefined : subtract(gross, position.feesUsdt);
};

/** Distance gone from the entry over the distance to the first stop, before fees; two decimals. */
export const multipleAt = (position: Sided, at: string | undefined): string | undefined => {
  const perUnit = at === undefined ? undefined : gainPerUnit(position, at);
  const risk = signed(subtract(position.entry, position.initialStop), position.side);
  return perUnit === undefined || signOf(risk) <= 0 ? undefined : divide(perUnit, risk ?? '0', 2);
};
