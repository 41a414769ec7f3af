import type { OpeningIntent } from '../account/risk/verdict.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import { limitOf } from '../account/risk/levels.js';
import { pricesOf } from '../account/risk/prices.js';
import type { Quotes } from '../market/quote.js';
import type { Regime } from '../market/regime.js';
import { dec, parseDecimal, text, type Dec } from '../shared/decimal.js';
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import type { OpeningOrder } from './override-orders.js';

/** What an opening by hand is measured against. */
export interface OpeningSight {
  readonly at: UnixMs;
  readonly quotes: Quotes;
  readonly policy: RiskPolicy;
}

/** The limit that the order will get, in quote; undefined without a price that can be believed. */
const limitFor = ({ instrumentId, direction, entry }: OpeningOrder, sight: OpeningSight): Dec | undefined => {
  const { quotes, at, policy } = sight;
  const price = pricesOf(quotes, at, policy.maxPriceAgeMs).of[instrumentId];
  if (!price) return undefined;
  const touch = direction === 'long' ? price.ask : price.bid;
  return limitOf(direction, entry === undefined ? touch : dec(entry), price, dec(policy.maxEntryThroughPct));
};

/** What is wrong with an order before anything is asked, with the field at fault and the way out. */
export interface OrderProblem {
  readonly field: string;
  readonly detail: string;
}

/** Levels on the wrong side are a slip of the hand: said at once, against the price of now. Undefined: nothing wrong. */
export const whyNotOpen = (order: OpeningOrder, sight: OpeningSight): OrderProblem | undefined => {
  for (const field of ['stop', 'target', 'entry'] as const) {
    const value = order[field];
    if (value !== undefined && !parseDecimal(value)?.gt(0))
      return { field, detail: `${field} must be a price above 0.` };
  }
  const limit = limitFor(order, sight);
  if (!limit) {
    const detail = `There is no price of ${order.instrumentId} now; ask again when the market page shows one.`;
    return { field: 'instrumentId', detail };
  }
  const isLong = order.direction === 'long';
  const side = (field: 'stop' | 'target', below: boolean): OrderProblem | undefined => {
    const level = dec(order[field]);
    if (below ? level.lt(limit) : level.gt(limit)) return undefined;
    const where = below ? 'below' : 'above';
    const detail = `The ${field} of a ${order.direction} must lie ${where} its entry, ${text(limit)} now: move it there, or order a ${isLong ? 'short' : 'long'}.`;
    return { field, detail };
  };
  return side('stop', isLong) ?? side('target', !isLong);
};

/** Nobody counts how sure a person is: size and leverage are those of the lowest tier, whatever stands here. */
const A_PERSON = '1';

/**
 * The intent of an opening by hand. The override is its cycle, so that the verdict leads back to it. Undefined without
 * a price: then nothing can be judged.
 */
export const openingIntent = (
  overrideId: string,
  order: OpeningOrder,
  regime: Regime,
  sight: OpeningSight & { readonly askedAt: UnixMs },
): OpeningIntent | undefined => {
  const limit = limitFor(order, sight);
  if (!limit) return undefined;
  const isLong = order.direction === 'long';
  // Signed: a level that has come to lie on the wrong side is refused by the risk engine as what it is.
  const distance = (level: string, below: boolean): string =>
    text((below ? limit.sub(level) : dec(level).sub(limit)).div(limit));
  return {
    intentId: stableId('manual opening', overrideId),
    assessment: 1,
    cycleId: overrideId,
    instrumentId: order.instrumentId,
    direction: order.direction,
    rawConfidence: A_PERSON,
    confidence: A_PERSON,
    entry: text(limit),
    stopPct: distance(order.stop, isLong),
    targetPct: distance(order.target, !isLong),
    regime,
    // What a death or an outage has kept waiting was meant for another market.
    snapshotAt: sight.askedAt,
    proposedBy: 'operator',
  };
};
