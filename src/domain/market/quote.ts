import { dec, parseDecimal, text, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { INSTRUMENTS, type Instrument, type InstrumentId } from './instrument.js';

/** What the market showed at one instant, as a sensor hands it to a decider; kept in the decider's fact. */
export interface Quote {
  readonly instrumentId: InstrumentId;
  readonly bid: DecimalString;
  readonly ask: DecimalString;
  /** When the venue said so, unix ms; age = command time - at. */
  readonly at: UnixMs;
  readonly source: 'candle' | 'ticker' | 'book';
  /** Extremes since the last look; triggers older than `from` may be checked against them. */
  readonly range?: {
    readonly from: UnixMs;
    readonly to: UnixMs;
    readonly open: DecimalString;
    readonly high: DecimalString;
    readonly low: DecimalString;
  };
  /** Base volume of the last closed candle, for venues that fill by volume. */
  readonly volume?: DecimalString;
  /**
   * USDT per unit of the quote currency by the last price that was seen, however old ('1' where that is USDT): what fees
   * are charged by, as the venue does. Nothing is opened or valued by it. Absent when unknown.
   */
  readonly usdtRate?: DecimalString;
  /** ATR14 of the 1h candles in quote units; absent while warming up. */
  readonly atr1h?: DecimalString;
  /**
   * The last closed 5m candle: true range (quote units), the ATR14 of the candles before it, and how far the price went
   * from the close before it (fraction). Absent while warming up and where the feed is coarser.
   */
  readonly candle5m?: {
    readonly closedAt: UnixMs;
    readonly trueRange: DecimalString;
    readonly previousAtr: DecimalString;
    readonly movePct: DecimalString;
  };
  /** Visible base quantity of each book side, where known. */
  readonly depth?: { readonly bid: DecimalString; readonly ask: DecimalString };
  /** What the venue now says of the instrument; only where that differs from the fallback table. */
  readonly rules?: Pick<Instrument, 'tick' | 'lot' | 'minQuantity' | 'minCost'>;
}

/** Quotes of one instant by instrument; an absent one is missing, never zero. */
export type Quotes = Readonly<Partial<Record<InstrumentId, Quote>>>;

export const midOf = (quote: Quote): DecimalString => text(dec(quote.bid).add(quote.ask).div(2));

/**
 * Both sides are there. Every comparison with a price that is no number fails, and what only looks at failures would act
 * on it; a side of zero halves the mid.
 */
export const isPrice = ({ bid, ask }: Quote): boolean =>
  parseDecimal(bid)?.gt(0) === true && parseDecimal(ask)?.gt(0) === true;

/**
 * USDT per unit of the instrument's quote currency: '1', or the last price of BTC that was seen, however old, which is
 * what the venue charges by. Undefined where none was.
 */
export const lastRateOf = (quotes: Quotes, instrumentId: InstrumentId): DecimalString | undefined => {
  if (INSTRUMENTS[instrumentId].quote === 'USDT') return '1';
  const bitcoin = quotes['BTC/USDT'];
  return quotes[instrumentId]?.usdtRate ?? (bitcoin && midOf(bitcoin));
};

/** Not older than allowed; nor further ahead of our clock: such a time says nothing, and would stay new for as long. */
export const isTimely = (quote: Quote, at: UnixMs, maxAgeMs: number): boolean => Math.abs(at - quote.at) <= maxAgeMs;

/** Metadata by which an order is rounded and measured now: the venue's own word, else the fallback table. */
export const rulesOf = (instrumentId: InstrumentId, quote?: Quote): Instrument => ({
  ...INSTRUMENTS[instrumentId],
  ...quote?.rules,
});

/** Whether the venue takes no order of so little. Quantity in base, price in quote. */
export const isBelowMinimum = (
  quantity: DecimalString,
  price: DecimalString,
  { minQuantity, minCost }: Pick<Instrument, 'minQuantity' | 'minCost'>,
): boolean => dec(quantity).lt(minQuantity) || dec(quantity).mul(price).lt(minCost);
