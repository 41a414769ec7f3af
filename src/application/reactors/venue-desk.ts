import { calledAtVenue } from '../../domain/orders/adopted-order.js';
import { orderDecider } from '../../domain/orders/order.decider.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import type {
  OrderCancelRequested,
  OrderInitialized,
  OrderSubmitted,
  OrderUpdateRequested,
} from '../../domain/orders/order.events.js';
import { isClosed, type UpdateTerms } from '../../domain/orders/order.state.js';
import { takesOn, type OrderDetails, type OrderTerms } from '../../domain/orders/order-terms.js';
import { ENTRY_PATIENCE_MS, type EngineCall } from '../../domain/orders/rate-limit/rate-limiter.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { ownersMoney } from './owners-money.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Cause } from '../messaging/envelope.js';
import type { Clock } from '../ports/clock.port.js';
import type { Venue } from '../ports/venue.port.js';
import type { Deadline } from '../scheduling/deadlines.js';
import { RateGate } from './rate-gate.js';

const ACTOR = 'venue desk';

const withoutReason = ({ quantity, price, triggerPrice }: UpdateTerms): UpdateTerms => ({
  quantity,
  ...(price === undefined ? {} : { price }),
  ...(triggerPrice === undefined ? {} : { triggerPrice }),
});

/** The bare order, without our reasons for it. */
const termsOf = (order: OrderTerms): OrderTerms => ({
  clientOrderId: order.clientOrderId,
  accountId: order.accountId,
  book: order.book,
  instrumentId: order.instrumentId,
  side: order.side,
  type: order.type,
  quantity: order.quantity,
  ...(order.price === undefined ? {} : { price: order.price }),
  ...(order.triggerPrice === undefined ? {} : { triggerPrice: order.triggerPrice }),
  ...(order.trailOffset === undefined ? {} : { trailOffset: order.trailOffset }),
  timeInForce: order.timeInForce,
  ...(order.expiresAt === undefined ? {} : { expiresAt: order.expiresAt }),
  postOnly: order.postOnly,
  reduceOnly: order.reduceOnly,
  leverage: order.leverage,
});

/**
 * The reactors: each makes one call of the venue and reports back with a command. Only the submission may never be
 * repeated: whoever appended its permission calls, anyone else asks.
 */
export class VenueDesk {
  private readonly gate: RateGate;
  /** Since when an opening waits for its turn. */
  private readonly held = new Map<string, UnixMs>();

  constructor(
    private readonly venue: Venue,
    private readonly dispatcher: Dispatcher,
    private readonly runner: CommandRunner,
    private readonly clock: Clock,
    /** Comes back to it when it is due. */
    private readonly later: (deadline: Deadline) => void,
    /** Tells this engine from others that may be at the same order; '' where there can be none. */
    private readonly engine = '',
  ) {
    this.gate = new RateGate(venue, clock);
  }

  /** The desk begins to act now: of what went to the venue before this instant nothing is known here. */
  begin(): void {
    this.gate.begin();
  }

  /** By type of fact; undefined where no call is needed. */
  reactionTo(fact: RecordedFact): (() => Promise<void>) | undefined {
    switch (fact.type) {
      case 'OrderInitialized':
        return () => this.submit((fact as RecordedFact<OrderInitialized>).data.clientOrderId, 1, causeOf(fact));
      case 'OrderCancelRequested':
        return () => this.cancel(fact as RecordedFact<OrderCancelRequested>);
      case 'OrderUpdateRequested':
        return () => this.amend(fact as RecordedFact<OrderUpdateRequested>);
      default: {
        const moved = ownersMoney(fact);
        return moved && (() => this.venue.ownerMoved(moved.transferId, moved.currency, moved.amount));
      }
    }
  }

  async submit(clientOrderId: string, attempt: number, cause: Origin): Promise<void> {
    if (await this.isHeld(clientOrderId, attempt, cause)) return;
    const command = { type: 'SubmitOrder' as const, at: this.clock.now(), attempt };
    // An append of the same facts by another engine would succeed as a repeat, and both would have the permission.
    const { facts } = await this.tell(clientOrderId, command, cause, `submit ${attempt}${this.engine}`);
    const permitted = facts.find((fact) => fact.type === 'OrderSubmitted') as RecordedFact<OrderSubmitted> | undefined;
    if (!permitted) {
      if (facts.length === 0) await this.askInstead(clientOrderId, attempt, cause);
      return;
    }
    const { order, deadline } = permitted.data;
    this.gate.count(callOf('add', order));
    const answer = await this.venue.place({
      order: termsOf(order),
      deadline,
      ...(order.quote ? { quote: order.quote } : {}),
    });
    if (answer.outcome === 'answered') return this.record(answer.reports, cause);
    const at = this.clock.now();
    const { detail } = answer;
    if (answer.outcome === 'unknown') return this.doubt(clientOrderId, attempt, detail, cause);
    await this.tell(clientOrderId, { type: 'RecordNotSent', at, attempt, detail }, cause, `not sent ${attempt}`);
  }

  /**
   * The venue has no room for the order yet: it waits for its turn, an opening no longer than its patience. What
   * protects or reduces has room that no opening gets.
   */
  private async isHeld(clientOrderId: string, attempt: number, cause: Origin): Promise<boolean> {
    const state = await this.runner.stateOf(orderDecider, streams.order(clientOrderId));
    if (state.status !== 'initialized') return false;
    const at = this.clock.now();
    const call = callOf('add', state.order);
    const dueAt = await this.gate.readyAt(call);
    const since = this.held.get(clientOrderId) ?? at;
    if (dueAt <= at) {
      this.held.delete(clientOrderId);
      return false;
    }
    if (call.opens && dueAt - since > ENTRY_PATIENCE_MS) {
      this.held.delete(clientOrderId);
      const detail = `the venue takes no order of ${call.instrumentId} before ${dueAt}`;
      await this.tell(clientOrderId, { type: 'DenyOrder', at, code: 'RATE_LIMITED', detail }, cause, 'rate limited');
      return true;
    }
    this.held.set(clientOrderId, since);
    this.later({ kind: 'send-again', dueAt, clientOrderId, attempt, fact: factOf(cause) });
    return true;
  }

  /** The venue has not answered in time. */
  giveUpWaiting(clientOrderId: string, attempt: number, cause: Origin): Promise<void> {
    return this.doubt(clientOrderId, attempt, 'no answer in time', cause);
  }

  /** Records the doubt and asks at once: a stop that rests with its answer lost must not be taken for missing. */
  private async doubt(clientOrderId: string, attempt: number, detail: string, cause: Origin): Promise<void> {
    const at = this.clock.now();
    await this.tell(clientOrderId, { type: 'RecordUncertain', at, attempt, detail }, cause, `uncertain ${attempt}`);
    await this.ask(clientOrderId, cause);
  }

  /**
   * The permission is used up and nobody knows what became of the call, or which of its reports were recorded: after a
   * restart, or after the log was away. It is not made again.
   */
  private async askInstead(clientOrderId: string, attempt: number, cause: Origin): Promise<void> {
    const state = await this.runner.stateOf(orderDecider, streams.order(clientOrderId));
    if (state.status === 'none' || isClosed(state) || state.status === 'initialized') return;
    if (state.status === 'submitted') await this.doubt(clientOrderId, attempt, 'interrupted before an answer', cause);
    else await this.ask(clientOrderId, cause);
  }

  /** Asks by client order id; what the venue lists is recorded, that it lists nothing too. False without an answer. */
  async ask(clientOrderId: string, cause: Origin): Promise<boolean> {
    const state = await this.runner.stateOf(orderDecider, streams.order(clientOrderId));
    const answer = await this.venue.lookup(state.status === 'none' ? clientOrderId : calledAtVenue(state.order));
    if (answer.outcome === 'answered') await this.record(namedHere(answer.reports, clientOrderId), cause);
    else if (answer.outcome !== 'absent') return false;
    else {
      const at = this.clock.now();
      await this.tell(clientOrderId, { type: 'RecordAbsent', at, readAt: at }, cause, `absent ${at}`);
    }
    return true;
  }

  private async cancel(fact: RecordedFact<OrderCancelRequested>): Promise<void> {
    await this.requestAgain(fact.data.order.clientOrderId, causeOf(fact));
  }

  private async amend(fact: RecordedFact<OrderUpdateRequested>): Promise<void> {
    await this.requestAgain(fact.data.order.clientOrderId, causeOf(fact));
  }

  /**
   * Sends the venue what the order still waits for: a cancel before an amendment, the newest amendment only. Both are
   * safe to repeat. False while there is no answer; one that has to wait for its turn comes back by itself.
   */
  async requestAgain(clientOrderId: string, cause: Origin): Promise<boolean> {
    const state = await this.runner.stateOf(orderDecider, streams.order(clientOrderId));
    if (state.status === 'none' || isClosed(state)) return true;
    const { asked, status } = state;
    const name = calledAtVenue(state.order);
    // An amendment of an order that the venue does not know yet is asked for again with the venue's first word.
    if (!asked.cancelPending && (asked.update === undefined || status !== 'working')) return true;
    const call = callOf(asked.cancelPending ? 'cancel' : 'amend', state.order);
    const dueAt = await this.gate.readyAt(call);
    if (dueAt > this.clock.now()) {
      this.later({ kind: 'request-again', dueAt, clientOrderId, fact: factOf(cause) });
      return true;
    }
    this.gate.count(call);
    const answer =
      asked.cancelPending || asked.update === undefined
        ? await this.venue.cancel(name)
        : await this.venue.amend({ clientOrderId: name, ...withoutReason(asked.update) });
    if (answer.outcome !== 'answered') return false;
    await this.record(namedHere(answer.reports, clientOrderId), cause);
    return true;
  }

  /** Every claim goes to its order's decider, filed under what the order serves; a repeated one changes nothing. */
  async record(reports: readonly OrderReport[], cause: Origin): Promise<void> {
    for (const [index, report] of reports.entries()) {
      const key = 'tradeId' in report ? report.tradeId : `${report.kind} ${report.venueAt} ${index}`;
      const command = { type: 'RecordReport' as const, at: this.clock.now(), report };
      const state = await this.runner.stateOf(orderDecider, streams.order(report.clientOrderId));
      const correlationId = state.status === 'none' ? cause.correlationId : state.order.correlationId;
      await this.tell(report.clientOrderId, command, { ...cause, correlationId }, `report ${key}`);
    }
  }

  private tell(id: string, command: Parameters<typeof orderDecider.decide>[0], cause: Origin, key: string) {
    const commandId = stableId(ACTOR, cause.causationId, id, key);
    return this.dispatcher.send({ to: 'order', id, command }, { ...cause, commandId, actor: ACTOR });
  }
}

/** The venue speaks of an adopted order by the name that it has there. */
const namedHere = (reports: readonly OrderReport[], clientOrderId: string): readonly OrderReport[] =>
  reports.map((report) => (report.clientOrderId === clientOrderId ? report : { ...report, clientOrderId }));

const callOf = (kind: EngineCall['kind'], { instrumentId, clientOrderId, purpose }: OrderDetails): EngineCall => ({
  kind,
  instrumentId,
  clientOrderId,
  opens: takesOn(purpose),
});

const factOf = ({ causationId, correlationId }: Origin): Deadline['fact'] => ({ eventId: causationId, correlationId });

export type Origin = Pick<Cause, 'correlationId' | 'causationId'>;

const causeOf = (fact: RecordedFact): Origin => ({
  correlationId: fact.metadata.correlationId,
  causationId: fact.metadata.eventId,
});
