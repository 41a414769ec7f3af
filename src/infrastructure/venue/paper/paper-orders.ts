import type { Clock } from '../../../application/ports/clock.port.js';
import type { AmendOrder, PlaceOrder, VenueAnswer } from '../../../application/ports/venue.port.js';
import { amendRefusal, changeThrottled, UNKNOWN_ORDER } from '../../../domain/matching/change-order.js';
import { isForeign, outsideName } from '../../../domain/matching/foreign-orders.js';
import { orderReports, reportsOf, updatedReport } from '../../../domain/matching/paper-reports.js';
import type { PaperSettings } from '../../../domain/matching/paper-settings.js';
import type {
  AmendPaperOrder,
  CancelPaperOrder,
  PlacePaperOrder,
} from '../../../domain/matching/paper-venue.commands.js';
import type { PaperVenueFact } from '../../../domain/matching/paper-venue.events.js';
import {
  ENDED_KEPT,
  ordersOf,
  type PaperVenueState,
  workingOrder,
} from '../../../domain/matching/paper-venue.state.js';
import { DUPLICATE, placementThrottled } from '../../../domain/matching/place-order.js';
import { isPrice } from '../../../domain/market/quote.js';
import type { OrderReport } from '../../../domain/orders/order-report.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import { DAY } from '../../../domain/shared/time.js';
import type { PaperBook } from './paper-book.js';
import { orderOf } from './paper-book.js';
import { answered, notSent } from './paper-line.js';
import type { PaperMarket } from './paper-market.js';

const NO_REPORTS: readonly OrderReport[] = [];
/** An order without an answer is asked for within minutes; its account may have slept for some days in between. */
const LOOK_BACK_MS = 30 * DAY;

type RefusalKind = 'rejected' | 'cancel-rejected' | 'update-rejected';

/** Orders as the pretend venue takes, changes and tells them, by the name that the outside gives them. */
export class PaperOrders {
  constructor(
    private readonly accountId: string,
    private readonly book: PaperBook,
    private readonly market: PaperMarket,
    private readonly clock: Clock,
    private readonly settings: PaperSettings,
  ) {}

  async place({ order, deadline, quote }: PlaceOrder): Promise<VenueAnswer> {
    // What the desk saw may be no price at all; the venue's own then counts, or an order would be filled at nothing.
    const shown = quote && isPrice(quote) ? quote : await this.market.quote(order.instrumentId);
    const rate = await this.market.rate(order.instrumentId);
    if (rate === undefined) return notSent('no BTC/USDT price yet');
    const at = this.clock.now();
    const { clientOrderId } = order;
    const { facts, request, state } = await this.book.run((before) => {
      // Each call is a new request, as at a real venue: that a lost answer is not asked for twice is the desk's care.
      const n = ordersOf(before, clientOrderId).length + 1;
      const requestId = stableId('paperPlace', this.accountId, clientOrderId, n);
      const bare = { type: 'PlacePaperOrder', order, requestId, rate, deadline, at } as const;
      const command: PlacePaperOrder = { ...bare, ...(shown && { quote: shown }) };
      return { command, commandId: requestId };
    });
    if (facts.length > 0) return answered(named(reportsOf(facts)));
    const throttled = workingOrder(state, clientOrderId)
      ? undefined
      : placementThrottled(request.command, state, this.settings);
    return throttled === undefined
      ? answered([this.refusal('rejected', clientOrderId, DUPLICATE)])
      : notSent(throttled);
  }

  async cancel(name: string): Promise<VenueAnswer> {
    const clientOrderId = await this.insideName(name);
    const command: CancelPaperOrder = { type: 'CancelPaperOrder', clientOrderId, at: this.clock.now() };
    const { facts, state } = await this.book.run((before) => ({
      command,
      commandId: stableId('paperCancel', this.accountId, clientOrderId, ordersOf(before, clientOrderId).length),
    }));
    if (facts.length > 0) return answered(named(reportsOf(facts)));
    const throttled = changeThrottled('cancel', clientOrderId, command.at, state, this.settings);
    if (throttled !== undefined) return notSent(throttled);
    const last = ordersOf(state, clientOrderId).at(-1);
    const known = last ? orderReports(last) : await this.recorded(clientOrderId);
    const story = known.filter(({ kind }) => kind !== 'accepted');
    return answered(story.length > 0 ? named(story) : [this.refusal('cancel-rejected', name, UNKNOWN_ORDER)]);
  }

  async amend(request: AmendOrder): Promise<VenueAnswer> {
    const clientOrderId = await this.insideName(request.clientOrderId);
    const command = await this.amendment(request, clientOrderId);
    const { facts, state } = await this.book.run((before) => {
      const updates = workingOrder(before, clientOrderId)?.updates ?? 0;
      const placement = ordersOf(before, clientOrderId).length;
      return { command, commandId: stableId('paperAmend', this.accountId, clientOrderId, placement, updates) };
    });
    if (facts.length > 0) return answered(named(reportsOf(facts)));
    const order = workingOrder(state, clientOrderId);
    const reason = amendRefusal(command, state, this.settings);
    if (order === undefined || reason !== undefined) {
      return answered([this.refusal('update-rejected', request.clientOrderId, reason ?? UNKNOWN_ORDER)]);
    }
    if (isAsAsked(command, order.terms))
      return answered(named([updatedReport(order, order.updatedAt ?? order.venueAt)]));
    return notSent(changeThrottled('amend', clientOrderId, command.at, state, this.settings) ?? 'not amended');
  }

  /** All that the venue knows under the name; none where it knows nothing. */
  async known(name: string): Promise<readonly OrderReport[]> {
    const clientOrderId = await this.insideName(name);
    const state = await this.book.state();
    const remembered = ordersOf(state, clientOrderId).flatMap(orderReports);
    if (remembered.length > 0) return named(remembered);
    // A restart takes ended orders out of the memory too, so that it no longer tells by its length what it has dropped.
    const whole = state.restarts === 0 && state.ended.length < ENDED_KEPT;
    return whole ? NO_REPORTS : named(await this.recorded(clientOrderId));
  }

  refusal(kind: RefusalKind, clientOrderId: string, reason: string): OrderReport {
    return { kind, clientOrderId, reason, venueAt: this.clock.now() + this.settings.latencyMs };
  }

  private async amendment(request: AmendOrder, clientOrderId: string): Promise<AmendPaperOrder> {
    const working = workingOrder(await this.book.state(), clientOrderId);
    const quote = working && (await this.market.quote(working.terms.instrumentId));
    const rate = (working && ((await this.market.rate(working.terms.instrumentId)) ?? working.rate)) ?? '1';
    const { quantity, price, triggerPrice } = request;
    return {
      type: 'AmendPaperOrder',
      clientOrderId,
      quantity,
      ...(price !== undefined && { price }),
      ...(triggerPrice !== undefined && { triggerPrice }),
      ...(quote && { quote }),
      rate,
      at: this.clock.now(),
    };
  }

  /** An order without a client id is asked for by the venue's own. */
  private async insideName(name: string): Promise<string> {
    return insideName(await this.book.state(), name);
  }

  /**
   * From the log, for what the book no longer remembers. No venue looks further back than so long for a name; an order
   * whose end it finds is told whole.
   */
  private async recorded(clientOrderId: string): Promise<readonly OrderReport[]> {
    const since = this.clock.now() - LOOK_BACK_MS;
    const facts: PaperVenueFact[] = [];
    for await (const { fact, at } of this.book.backwards()) {
      const oldest = facts.at(-1);
      if (at < since && (oldest === undefined || isFirst(oldest))) break;
      if (orderOf(fact) === clientOrderId) facts.push(fact);
    }
    return reportsOf(facts.reverse());
  }
}

const isFirst = (fact: PaperVenueFact): boolean =>
  fact.type === 'PaperOrderPlaced' || (fact.type === 'PaperOrderEnded' && fact.data.outcome === 'rejected');

const isAsAsked = (
  { quantity, price, triggerPrice }: AmendPaperOrder,
  terms: Pick<AmendPaperOrder, 'quantity' | 'price' | 'triggerPrice'>,
): boolean =>
  terms.quantity === quantity &&
  (price === undefined || terms.price === price) &&
  (triggerPrice === undefined || terms.triggerPrice === triggerPrice);

const insideName = ({ working, ended }: PaperVenueState, name: string): string => {
  const foreign = [...working, ...ended].find(({ terms: { clientOrderId } }) => {
    return isForeign(clientOrderId) && outsideName(clientOrderId) === name;
  });
  return foreign?.terms.clientOrderId ?? name;
};

/** Under the names that the outside knows. */
export const named = (reports: readonly OrderReport[]): readonly OrderReport[] =>
  reports.map((report) =>
    isForeign(report.clientOrderId) ? { ...report, clientOrderId: outsideName(report.clientOrderId) } : report,
  );
