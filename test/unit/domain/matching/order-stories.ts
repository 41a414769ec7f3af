import type { PaperVenueFact } from '../../../../src/domain/matching/paper-venue.events.js';
import type { Candle } from '../../../../src/domain/market/candle.js';
import type { OrderTerms, OrderType, Side, TimeInForce } from '../../../../src/domain/orders/order-terms.js';
import { text, dec } from '../../../../src/domain/shared/decimal.js';
import { minute, MIN, Scenario, T0 } from './paper-scenario.js';

/**
 * Every type of order in every time in force. One letter a fact: Placed, Triggered, traiLed, Filled to the end, f filled
 * in part; then how it ended: x complete, c canceled, e expired, R rejected. A bar stands between the order's arrival and
 * each minute after it.
 */
const LETTERS: Readonly<Record<string, string>> = {
  PaperOrderPlaced: 'P',
  PaperOrderTriggered: 'T',
  PaperOrderTrailed: 'L',
  PaperOrderUpdated: 'U',
};
const ENDS = { filled: 'x', canceled: 'c', expired: 'e', rejected: 'R' } as const;
const letterOf = (fact: PaperVenueFact): string => {
  if (fact.type === 'PaperOrderFilled') return fact.data.leavesQty === '0' ? 'F' : 'f';
  return fact.type === 'PaperOrderEnded' ? ENDS[fact.data.outcome] : (LETTERS[fact.type] ?? '?');
};
export const storyOf = (...moments: readonly (readonly PaperVenueFact[])[]): string =>
  moments.map((facts) => facts.map(letterOf).join('')).join('|');

export const TYPES = [
  'market',
  'limit',
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
] as const satisfies readonly OrderType[];
export const TIMES = ['GTC', 'IOC', 'GTD'] as const satisfies readonly TimeInForce[];
export type Stories = Readonly<Record<OrderType, readonly [gtc: string, ioc: string, gtd: string]>>;

/** A sell as written; a buy sees the same market upside down, around 60 000. */
const mirrored = (side: Side, price: string): string => (side === 'sell' ? price : text(dec(120_000).sub(price)));

type Bar = readonly [open: string, high: string, low: string, close: string, volume?: string];
const bar = (side: Side, n: number, [open, high, low, close, volume]: Bar): Candle => {
  const [top, bottom] = side === 'sell' ? [high, low] : [low, high];
  const prices = [open, top, bottom, close].map((price) => mirrored(side, price)) as [string, string, string, string];
  return minute(n, volume === undefined ? prices : [...prices, volume]);
};

/** Prices of a sell that the market of 60 000 has not reached, and of one that it has. */
export const AWAY: Readonly<Record<OrderType, Partial<OrderTerms>>> = {
  market: {},
  limit: { price: '61000' },
  'stop-loss': { triggerPrice: '59000' },
  'stop-loss-limit': { triggerPrice: '59000', price: '58500' },
  'take-profit': { triggerPrice: '61000' },
  'take-profit-limit': { triggerPrice: '61000', price: '60900' },
  'trailing-stop': { trailOffset: '1000' },
};
export const REACHED: Readonly<Record<OrderType, Partial<OrderTerms>>> = {
  market: {},
  limit: { price: '59000' },
  'stop-loss': { triggerPrice: '60500' },
  'stop-loss-limit': { triggerPrice: '60500', price: '59000' },
  'take-profit': { triggerPrice: '59500' },
  'take-profit-limit': { triggerPrice: '59500', price: '59000' },
  'trailing-stop': { triggerPrice: '60500', trailOffset: '1000' },
};
const waitsForRise = (type: OrderType): boolean => type === 'limit' || type.startsWith('take-profit');

export const EXPIRES = T0 + 3 * MIN + 30_000;

export class Market {
  readonly venue = new Scenario([
    { currency: 'USDT', amount: '100000' },
    { currency: 'BTC', amount: '1' },
  ]);

  constructor(private readonly side: Side) {}

  place(type: OrderType, timeInForce: TimeInForce, prices: Partial<OrderTerms>, more: object = {}, volume?: string) {
    const on = bar(this.side, 0, ['60000', '60000', '60000', '60000', volume]);
    const { price, triggerPrice, ...rest } = prices;
    const given = {
      side: this.side,
      type,
      timeInForce,
      quantity: '0.1',
      ...rest,
      ...(price !== undefined && { price: mirrored(this.side, price) }),
      ...(triggerPrice !== undefined && { triggerPrice: mirrored(this.side, triggerPrice) }),
      ...(timeInForce === 'GTD' && { expiresAt: EXPIRES }),
      ...more,
    };
    return this.venue.place(given, on);
  }

  minute(n: number, shape: Bar): readonly PaperVenueFact[] {
    return this.venue.match(bar(this.side, n, shape));
  }

  /** The minute in which an order of the type is reached, and a quiet one beyond its price. */
  reach(n: number, type: OrderType, volume?: string): readonly PaperVenueFact[] {
    return waitsForRise(type)
      ? this.minute(n, ['60000', '61100', '60000', '61000', volume])
      : this.minute(n, ['60000', '60000', '58900', '59000', volume]);
  }

  beyond(n: number, type: OrderType): readonly PaperVenueFact[] {
    const at = waitsForRise(type) ? '61050' : '58950';
    return this.minute(n, [at, at, at, at]);
  }

  quiet(n: number): readonly PaperVenueFact[] {
    return this.minute(n, ['60000', '60000', '60000', '60000']);
  }
}

export const rows = (stories: Stories) =>
  (['sell', 'buy'] as const).flatMap((side) =>
    TYPES.flatMap((type) => TIMES.map((time, i) => [side, type, time, stories[type][i] as string] as const)),
  );

/** The same story for all, but where named. */
export const everywhere = (story: string, but: Partial<Record<OrderType, string>> = {}): Stories => {
  const entries = TYPES.map((type) => [type, TIMES.map(() => but[type] ?? story)]);
  return Object.fromEntries(entries) as Stories;
};
