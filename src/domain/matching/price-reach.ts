import type { OrderTerms, OrderType, Side } from '../orders/order-terms.js';
import { dec, type Dec, type DecimalString } from '../shared/decimal.js';

/** The way of the price while an order rested. Only the open is known to be inside a life that ends before the candle. */
export interface PricePath {
  readonly open: DecimalString;
  readonly high: DecimalString;
  readonly low: DecimalString;
}

export const onlyOpen = ({ open }: PricePath): PricePath => ({ open, high: open, low: open });

const STOP_TYPES: readonly OrderType[] = [
  'stop-loss',
  'stop-loss-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
];
export const waitsForTrigger = (type: OrderType): boolean => STOP_TYPES.includes(type);
export const endsAsMarket = (type: OrderType): boolean => type !== 'limit' && !type.endsWith('-limit');
export const isTakeProfit = (type: OrderType): boolean => type.startsWith('take-profit');

/** A stop-loss sell and a take-profit buy wait for a fall, their mirrors for a rise. */
export const waitsForFall = ({ type, side }: Pick<OrderTerms, 'type' | 'side'>): boolean =>
  (side === 'sell') !== isTakeProfit(type);

/**
 * The price at which the trigger is met: the open if it lies beyond (a gap), else the trigger itself; undefined when the
 * path does not reach it. Touching counts: against us.
 */
export const triggerReached = (
  terms: Pick<OrderTerms, 'type' | 'side'>,
  triggerPrice: DecimalString,
  path: PricePath,
): Dec | undefined => {
  const trigger = dec(triggerPrice);
  const open = dec(path.open);
  if (waitsForFall(terms)) {
    if (open.lte(trigger)) return open;
    return trigger.gte(path.low) ? trigger : undefined;
  }
  if (open.gte(trigger)) return open;
  return trigger.lte(path.high) ? trigger : undefined;
};

/**
 * The price at which a resting limit fills: the open if that is better, else the limit; undefined when the path does not
 * go through it. Touching does not count, because others may have stood before us in the queue.
 */
export const limitReached = (side: Side, limitPrice: DecimalString, path: PricePath): Dec | undefined => {
  const limit = dec(limitPrice);
  const open = dec(path.open);
  if (side === 'buy') {
    if (open.lt(limit)) return open;
    return limit.gt(path.low) ? limit : undefined;
  }
  if (open.gt(limit)) return open;
  return limit.lt(path.high) ? limit : undefined;
};

/** Whether a limit can be filled at once at the best price of the other side. Without a limit: always. */
export const crosses = (side: Side, limitPrice: DecimalString | undefined, best: Dec): boolean => {
  if (limitPrice === undefined) return true;
  return side === 'buy' ? best.lte(limitPrice) : best.gte(limitPrice);
};
