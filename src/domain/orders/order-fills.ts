import { dec, maxOf, parseDecimal, text, ZERO, type DecimalString } from '../shared/decimal.js';
import type { FillReport } from './order-report.js';
import type { Fills, KnownTrade } from './order.state.js';

/** The numbers of an execution in canonical text; undefined where they cannot be booked (not a number, not positive). */
export const readTrade = (report: FillReport): KnownTrade | undefined => {
  const [lastQty, lastPx, rate] = [report.lastQty, report.lastPx, report.rate].map(parseDecimal);
  const commission = parseDecimal(report.commission);
  if (!lastQty?.gt(0) || !lastPx?.gt(0) || !rate?.gt(0) || !commission) return undefined;
  return { lastQty: text(lastQty), lastPx: text(lastPx), commission: text(commission) };
};

/** Own keys only: a trade id may be any text, `constructor` included. */
export const knownTrade = (fills: Fills, tradeId: string): KnownTrade | undefined =>
  Object.hasOwn(fills.trades, tradeId) ? fills.trades[tradeId] : undefined;

export const sameTrade = (a: KnownTrade, b: KnownTrade): boolean =>
  a.lastQty === b.lastQty && a.lastPx === b.lastPx && a.commission === b.commission;

export const addTrade = (fills: Fills, tradeId: string, trade: KnownTrade): Fills => ({
  cumQty: text(dec(fills.cumQty).add(trade.lastQty)),
  cumCost: text(dec(fills.cumCost).add(dec(trade.lastQty).mul(trade.lastPx))),
  commission: text(dec(fills.commission).add(trade.commission)),
  trades: { ...fills.trades, [tradeId]: trade },
});

/** Base still to be filled; '0' for an order that is filled beyond its quantity. */
export const leavesOf = (quantity: DecimalString, fills: Fills): DecimalString =>
  text(maxOf(dec(quantity).sub(fills.cumQty), ZERO));
