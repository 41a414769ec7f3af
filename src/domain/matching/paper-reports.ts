import type { FillReport, OrderReport } from '../orders/order-report.js';
import { unreachable } from '../shared/assert.js';
import type { PaperFill, PaperOrder } from './paper-order.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import type { EndedOrder } from './paper-venue.state.js';
import { venueOrderIdOf } from './place-order.js';

/** What the venue says to the desk about one of its facts; undefined where it says nothing (its own affairs, trailing). */
export const reportOf = (fact: PaperVenueFact): OrderReport | undefined => {
  switch (fact.type) {
    case 'PaperOrderPlaced': {
      const { order, venueOrderId, venueAt } = fact.data;
      return { kind: 'accepted', clientOrderId: order.clientOrderId, venueOrderId, venueAt };
    }
    case 'PaperOrderTriggered':
      return { kind: 'triggered', clientOrderId: fact.data.clientOrderId, venueAt: fact.data.venueAt };
    case 'PaperOrderUpdated': {
      const { at: _requestedAt, ...terms } = fact.data;
      return { kind: 'updated', ...terms };
    }
    case 'PaperOrderFilled':
      return fillReport(fact.data);
    case 'PaperOrderEnded':
      return endReport(fact.data);
    case 'PaperBalanceMoved':
    case 'PaperOrderTrailed':
    case 'PaperRulesChanged':
    case 'PaperVenueRestarted':
      return undefined;
    default:
      return unreachable(fact, 'paper report');
  }
};

export const reportsOf = (facts: readonly PaperVenueFact[]): readonly OrderReport[] =>
  facts.map(reportOf).filter((report) => report !== undefined);

/** Everything the venue knows of an order, in its own order. */
export const orderReports = (order: PaperOrder | EndedOrder): readonly OrderReport[] => {
  const { clientOrderId } = order.terms;
  const end = 'end' in order ? endReport({ clientOrderId, ...order.end }) : undefined;
  if (end?.kind === 'rejected') return [end];
  const venueOrderId = venueOrderIdOf({ order: order.terms, placement: order.placement });
  const reports: OrderReport[] = [{ kind: 'accepted', clientOrderId, venueOrderId, venueAt: order.venueAt }];
  if (order.updatedAt !== undefined) reports.push(updatedReport(order, order.updatedAt));
  if (order.triggeredAt !== undefined) reports.push({ kind: 'triggered', clientOrderId, venueAt: order.triggeredAt });
  reports.push(...order.fills.map(fillReport));
  if (end) reports.push(end);
  return reports;
};

export const updatedReport = ({ terms }: PaperOrder, venueAt: number): OrderReport => ({
  kind: 'updated',
  clientOrderId: terms.clientOrderId,
  quantity: terms.quantity,
  ...(terms.price !== undefined && { price: terms.price }),
  ...(terms.triggerPrice !== undefined && { triggerPrice: terms.triggerPrice }),
  venueAt,
});

const fillReport = (fill: PaperFill): FillReport => ({
  kind: 'filled',
  clientOrderId: fill.clientOrderId,
  tradeId: fill.tradeId,
  lastQty: fill.lastQty,
  lastPx: fill.lastPx,
  liquiditySide: fill.liquiditySide,
  commission: fill.commission,
  commissionCurrency: fill.commissionCurrency,
  rate: fill.rate,
  venueAt: fill.venueAt,
});

interface Ended {
  readonly clientOrderId: string;
  readonly outcome: EndedOrder['end']['outcome'];
  readonly reason: string;
  readonly venueAt: number;
}

/** A complete order has no report of its own: its fills say so. */
const endReport = ({ clientOrderId, outcome, reason, venueAt }: Ended): OrderReport | undefined => {
  switch (outcome) {
    case 'filled':
      return undefined;
    case 'expired':
      return { kind: 'expired', clientOrderId, venueAt };
    case 'canceled':
    case 'rejected':
      return { kind: outcome, clientOrderId, reason, venueAt };
    default:
      return unreachable(outcome, 'paper end');
  }
};
