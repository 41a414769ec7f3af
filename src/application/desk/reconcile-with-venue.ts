import { accountDecider } from '../../domain/account/account.decider.js';
import { calledAtVenue, foreignOrderId } from '../../domain/orders/adopted-order.js';
import { nameAtVenue, type ListedOrder } from '../../domain/orders/listed-order.js';
import type { OrderReport } from '../../domain/orders/order-report.js';
import { orderDecider } from '../../domain/orders/order.decider.js';
import {
  ordersToAsk,
  reconcile,
  type Answer,
  type Lines,
  type OrdersById,
  type Reconciliation,
} from '../../domain/orders/order-reconciliation.js';
import type { OrderState } from '../../domain/orders/order.state.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import type { Venue } from '../ports/venue.port.js';
import type { OpenDeadlines } from '../scheduling/deadlines.js';

export interface ReconcileParts {
  readonly accountId: string;
  readonly venue: Venue;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly market: Pick<MarketState, 'quotes'>;
}

/** What is known beside the streams. */
export interface Remembered {
  readonly open: OpenDeadlines;
  /** What happened at the venue before this instant is settled; absent: only what works now is looked at. */
  readonly since?: UnixMs;
  readonly absentSince: Reconciliation['absentSince'];
}

export interface Reconciled {
  /** False while the venue left a question without an answer. */
  readonly complete: boolean;
  /** The lists left no question. */
  readonly agreed: boolean;
  /** Something about an order that worked here was news: whoever should have told it did not. */
  readonly missed: boolean;
  /** Orders of ours that work, or may. */
  readonly working: number;
  readonly absentSince: Reconciliation['absentSince'];
}

/** Orders that may live: everything the account waits for, and everything with an open deadline. */
const awaited = async (parts: ReconcileParts, open: OpenDeadlines): Promise<readonly string[]> => {
  const state = await parts.runner.stateOf(accountDecider, streams.account(parts.accountId));
  return [
    ...Object.keys(state.reservations),
    ...Object.keys(state.foreignOrders),
    ...Object.values(state.positions).flatMap(({ stopOrderId }) => (stopOrderId === undefined ? [] : [stopOrderId])),
    ...Object.values(open).flatMap((deadline) => ('clientOrderId' in deadline ? [deadline.clientOrderId] : [])),
  ];
};

/** Folds the streams of everything that is awaited or listed, and finds what each line is called here. */
class Comparison {
  readonly orders: Record<string, OrderState> = {};

  constructor(private readonly parts: ReconcileParts) {}

  async know(id: string): Promise<OrderState> {
    const known = this.orders[id] ?? (await this.parts.runner.stateOf(orderDecider, streams.order(id)));
    this.orders[id] = known;
    return known;
  }

  async named(lines: readonly ListedOrder[]): Promise<Lines> {
    const named: Record<string, ListedOrder> = {};
    for (const line of lines) named[await this.idOf(line)] = line;
    return named;
  }

  private async idOf({ clientOrderId, venueOrderId }: ListedOrder): Promise<string> {
    if (clientOrderId !== undefined) {
      const state = await this.parts.runner.stateOf(orderDecider, streams.order(clientOrderId));
      if (state.status !== 'none') {
        this.orders[clientOrderId] = state;
        return clientOrderId;
      }
    }
    const id = foreignOrderId(this.parts.venue.name, venueOrderId);
    await this.know(id);
    return id;
  }
}

const askAll = async (
  { venue }: ReconcileParts,
  ids: readonly string[],
  nameOf: (id: string) => string,
): Promise<Readonly<Record<string, Answer>>> => {
  const answers: Record<string, Answer> = {};
  const here = (report: OrderReport, clientOrderId: string): OrderReport => ({ ...report, clientOrderId });
  for (const id of ids) {
    const answer = await venue.lookup(nameOf(id));
    if (answer.outcome === 'answered') answers[id] = answer.reports.map((report) => here(report, id));
    else if (answer.outcome === 'absent') answers[id] = 'absent';
  }
  return answers;
};

/** The account learns of a foreign order first: from then on nothing is opened beside it. */
const adopt = async (parts: ReconcileParts, { foreignOrderId: id, line }: Reconciliation['adopt'][number]) => {
  const { accountId, dispatcher, clock, market } = parts;
  const { clientOrderId, venueOrderId, instrumentId, side, quantity, leverage } = line;
  const price = line.price ?? line.triggerPrice;
  const at = clock.now();
  await dispatcher.start(
    'reconciliation',
    `adopt ${id}`,
    {
      to: 'account',
      id: accountId,
      command: {
        type: 'AdoptForeignOrder',
        at,
        foreignOrderId: id,
        ...(clientOrderId !== undefined && { clientOrderId }),
        venueOrderId,
        instrumentId,
        side,
        quantity,
        ...(price !== undefined && { price }),
        leverage,
        quotes: market.quotes(false),
      },
    },
    id,
  );
};

const isWorking = ({ status }: OrderState): boolean =>
  status === 'working' || status === 'submitted' || status === 'uncertain';

/**
 * Compares our orders with the venue's lists and records what we missed: executions, ends, orders that never arrived or
 * were lost; adopts what is not ours; cancels what should be dead and is not. Two lists serve for all orders, a look-up
 * is made where they leave a question. A second time it changes nothing.
 *
 * @throws VenueUnreachable when a list could not be had; nothing was recorded then
 */
export const reconcileWithVenue = async (parts: ReconcileParts, remembered: Remembered): Promise<Reconciled> => {
  const { accountId, venue, dispatcher, clock } = parts;
  const readAt = clock.now();
  const { since } = remembered;
  const [open, changed] = [await venue.openOrders(), since === undefined ? [] : await venue.changedSince(since)];
  const comparison = new Comparison(parts);
  const lists = { open: await comparison.named(open), changed: await comparison.named(changed) };
  for (const id of await awaited(parts, remembered.open)) await comparison.know(id);
  const orders: OrdersById = comparison.orders;
  const nameOf = (id: string): string => {
    const state = orders[id];
    if (state !== undefined && state.status !== 'none') return calledAtVenue(state.order);
    const line = lists.open[id] ?? lists.changed[id];
    return line ? nameAtVenue(line) : id;
  };
  const asked = ordersToAsk(orders, lists);
  const answers = await askAll(parts, asked, nameOf);
  const found = reconcile(orders, { ...lists, accountId, readAt, answers, absentSince: remembered.absentSince });
  for (const foreign of found.adopt) await adopt(parts, foreign);
  for (const [index, { clientOrderId, command }] of found.commands.entries()) {
    const state = orders[clientOrderId];
    const correlationId = state === undefined || state.status === 'none' ? clientOrderId : state.order.correlationId;
    const commandId = stableId('reconcile', clientOrderId, readAt, index);
    const cause = { commandId, correlationId, causationId: commandId, actor: 'reconciliation' };
    await dispatcher.send({ to: 'order', id: clientOrderId, command }, cause);
  }
  // Ended by our books and still working at the venue: it could open what nobody approved.
  for (const id of found.alive) await venue.cancel(nameOf(id));
  return {
    complete: asked.every((id) => id in answers),
    agreed: asked.length === 0 && found.alive.length === 0,
    missed: found.commands.some(
      ({ clientOrderId, command }) => command.type === 'RecordReport' && orders[clientOrderId]?.status === 'working',
    ),
    working: Object.values(orders).filter(isWorking).length,
    absentSince: found.absentSince,
  };
};
