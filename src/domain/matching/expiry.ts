import type { Candle } from '../market/candle.js';
import type { UnixMs } from '../shared/time.js';
import type { PaperOrder } from './paper-order.js';
import { onlyOpen, type PricePath } from './price-reach.js';

export const hasExpired = ({ terms }: PaperOrder, at: UnixMs): boolean =>
  terms.expiresAt !== undefined && terms.expiresAt <= at;

/**
 * The part of a candle that can touch a resting order; undefined when none can. Terms set after the candle opened have
 * not met its prices, and neither has an order that expired before; of an order that expires inside, only the open is
 * known to have come in time. Unknowing of when the candle was matched, so a step redone later finds the same.
 */
export const pathFor = (order: PaperOrder, candle: Candle, closeTime: UnixMs): PricePath | undefined => {
  if (order.termsAt > candle.openTime || hasExpired(order, candle.openTime)) return undefined;
  return hasExpired(order, closeTime) ? onlyOpen(candle) : candle;
};
