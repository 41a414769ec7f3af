/**
 * A venue's claims become facts here. They come in any order, late, twice and contradicting one another; what is
 * recorded depends on the claims, not on their order.
 */
import { assert, unreachable } from '../shared/assert.js';
import { dec, parseDecimal, text, type DecimalString } from '../shared/decimal.js';
import { contradict } from './order-contradictions.js';
import { evolveOrder } from './order-evolution.js';
import { knownTrade, leavesOf, readTrade, sameTrade } from './order-fills.js';
import type { FillReport, OrderReport } from './order-report.js';
import { askAgain } from './order-requests.js';
import { decideAfterEnd } from './order-reports-after-end.js';
import { mayHaveQuantity, raisePending, sameTerms, withUpdate } from './order-update.js';
import type { RecordReport } from './order.commands.js';
import type { OrderFact, OrderUpdated } from './order.events.js';
import { fillsOf, isClosed, type ExistingOrder, type OpenOrder, type OrderState } from './order.state.js';

type ReportOf<Kind extends OrderReport['kind']> = Extract<OrderReport, { kind: Kind }>;

/** A fill that only fits the requested raise proves that the raise is in force: its own report is still on its way. */
const raiseProvenBy = (report: FillReport, state: ExistingOrder, cumQty: DecimalString): OrderUpdated | undefined => {
  if (isClosed(state) || !state.asked.update || !raisePending(state)) return undefined;
  if (dec(cumQty).lte(state.order.quantity)) return undefined;
  const order = withUpdate(state.order, state.asked.update);
  return { type: 'OrderUpdated', data: { order, venueAt: report.venueAt } };
};

/** An execution is real money: it is booked whatever the order's state, and beyond the order's quantity too. */
const decideFill = (report: FillReport, state: ExistingOrder): readonly OrderFact[] => {
  const { tradeId } = report;
  const fills = fillsOf(state);
  const trade = readTrade(report);
  if (!trade) return contradict(state, 'unusable-fill', `trade ${tradeId}: ${report.lastQty} at ${report.lastPx}`);
  const known = knownTrade(fills, tradeId);
  if (known) {
    // Kraken resends the last fills after a reconnect, so a repeated trade id is normal.
    if (sameTrade(known, trade)) return [];
    return contradict(state, `trade:${tradeId}`, `was ${JSON.stringify(known)}, now ${JSON.stringify(trade)}`);
  }
  const cumQty = text(dec(fills.cumQty).add(trade.lastQty));
  const raise = raiseProvenBy(report, state, cumQty);
  const order = raise?.data.order ?? state.order;
  const fact: OrderFact = {
    type: 'OrderFilled',
    data: {
      order,
      fillNo: Object.keys(fills.trades).length,
      tradeId,
      ...trade,
      cumQty,
      leavesQty: leavesOf(order.quantity, { ...fills, cumQty }),
      liquiditySide: report.liquiditySide,
      commissionCurrency: report.commissionCurrency,
      rate: text(report.rate),
      late: isClosed(state),
      venueAt: report.venueAt,
    },
  };
  const over = dec(cumQty).gt(order.quantity);
  return [
    ...(raise ? [raise] : []),
    fact,
    ...(over ? contradict(state, 'overfill', `${cumQty} of ${order.quantity} filled`) : []),
  ];
};

const decideAccepted = (report: ReportOf<'accepted'>, state: OpenOrder): readonly OrderFact[] => {
  const { venueOrderId, venueAt } = report;
  const known = state.status === 'working' ? state.venueOrderId : undefined;
  if (known === undefined) return [{ type: 'OrderAccepted', data: { order: state.order, venueOrderId, venueAt } }];
  if (known === venueOrderId) return [];
  return contradict(state, 'second-venue-order-id', `known as ${known}, now as ${venueOrderId}`);
};

const decideRejected = (report: ReportOf<'rejected'>, state: OpenOrder): readonly OrderFact[] => {
  const { cumQty } = fillsOf(state);
  const fact: OrderFact = { type: 'OrderRejected', data: { order: state.order, reason: report.reason, cumQty } };
  const alive = state.status === 'working';
  return [fact, ...(alive ? contradict(state, 'alive-and-rejected', `rejected with ${cumQty} filled`) : [])];
};

/** Sorted by the venue's time: an update that arrives after a newer one changes nothing. */
const decideUpdated = (report: ReportOf<'updated'>, state: OpenOrder): readonly OrderFact[] => {
  if (state.status === 'working' && report.venueAt < state.termsAt) return [];
  const numbers = [report.quantity, report.price ?? '1', report.triggerPrice ?? '1'].map(parseDecimal);
  if (!numbers.every((n) => n?.gt(0))) return contradict(state, 'unusable-update', JSON.stringify(report));
  if (!mayHaveQuantity(state.order, report.quantity)) {
    return contradict(state, 'quantity-raised', `from ${state.order.quantity} to ${report.quantity}`);
  }
  const order = withUpdate(state.order, report);
  const { update } = state.asked;
  const answersRequest = update !== undefined && sameTerms(withUpdate(state.order, update), order);
  if (state.status === 'working' && sameTerms(state.order, order) && !answersRequest) return [];
  const { cumQty } = fillsOf(state);
  const over = dec(cumQty).gt(order.quantity);
  return [
    { type: 'OrderUpdated', data: { order, venueAt: report.venueAt } },
    ...(over ? contradict(state, 'overfill', `${cumQty} filled, updated to ${order.quantity}`) : []),
  ];
};

const decideOpen = (report: OrderReport, state: OpenOrder): readonly OrderFact[] => {
  const { order, asked } = state;
  const { cumQty } = fillsOf(state);
  switch (report.kind) {
    case 'accepted':
      return decideAccepted(report, state);
    case 'triggered':
      if (state.status === 'working' && state.triggered) return [];
      return [{ type: 'OrderTriggered', data: { order, venueAt: report.venueAt } }];
    case 'filled':
      return decideFill(report, state);
    case 'updated':
      return decideUpdated(report, state);
    case 'update-rejected':
      // A venue that does not have the order yet has said nothing about the update: it is asked for again.
      if (state.status !== 'working' || !asked.update) return [];
      return [{ type: 'OrderUpdateRejected', data: { order, reason: report.reason } }];
    case 'cancel-rejected':
      return asked.cancelPending ? [{ type: 'OrderCancelRejected', data: { order, reason: report.reason } }] : [];
    case 'rejected':
      return decideRejected(report, state);
    case 'canceled':
      return [{ type: 'OrderCanceled', data: { order, reason: report.reason, cumQty, venueAt: report.venueAt } }];
    case 'expired':
      return [{ type: 'OrderExpired', data: { order, cumQty, venueAt: report.venueAt } }];
    default:
      return unreachable(report, 'order report');
  }
};

export const recordReport = ({ report }: RecordReport, state: OrderState): readonly OrderFact[] => {
  // An order that we do not know is adopted by reconciliation, which can ask what it is.
  if (state.status === 'none') return [];
  assert(report.clientOrderId === state.order.clientOrderId, `a report of ${report.clientOrderId} in a foreign stream`);
  if (isClosed(state)) {
    return report.kind === 'filled'
      ? [...decideFill(report, state), ...decideAfterEnd(report, state)]
      : decideAfterEnd(report, state);
  }
  const facts = decideOpen(report, state);
  const next = facts.reduce<OrderState>(evolveOrder, state);
  const heardFirst = state.status !== 'working' && next.status === 'working';
  return heardFirst ? [...facts, ...askAgain(next)] : facts;
};
