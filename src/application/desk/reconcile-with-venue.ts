import { accountDecider } from '../../domain/account/account.decider.js';
import { orderDecider } from '../../domain/orders/order.decider.js';
import { ordersToAsk, reconcile, type Answer, type OrdersById } from '../../domain/orders/order-reconciliation.js';
import type { OrderState } from '../../domain/orders/order.state.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { streams } from '../../domain/shared/stream-names.js';
import { HOUR } from '../../domain/shared/time.js';
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
}

export interface Reconciled extends Pick<ReturnType<typeof reconcile>, 'adopt' | 'alive'> {
  /** False while the venue left a question without an answer. */
  readonly complete: boolean;
}

/** How far back the venue is asked what changed: what happened while nobody listened. */
const LOOK_BACK_MS = 24 * HOUR;

/** Orders of ours that may live: everything the account waits for, and everything with an open deadline. */
const awaited = async (parts: ReconcileParts, open: OpenDeadlines): Promise<ReadonlySet<string>> => {
  const { positions, reservations } = await parts.runner.stateOf(accountDecider, streams.account(parts.accountId));
  return new Set([
    ...Object.keys(reservations),
    ...Object.values(positions).flatMap(({ stopOrderId }) => (stopOrderId === undefined ? [] : [stopOrderId])),
    ...Object.values(open).flatMap((deadline) => ('clientOrderId' in deadline ? [deadline.clientOrderId] : [])),
  ]);
};

const askAll = async (venue: Venue, ids: readonly string[]): Promise<Readonly<Record<string, Answer>>> => {
  const answers: Record<string, Answer> = {};
  for (const id of ids) {
    const answer = await venue.lookup(id);
    if (answer.outcome === 'answered') answers[id] = answer.reports;
    else if (answer.outcome === 'absent') answers[id] = 'absent';
  }
  return answers;
};

/**
 * Compares our orders with the venue's lists and records what we missed: executions, ends, orders that never arrived. A
 * second time it changes nothing. Returns what the venue holds that is not ours, and what should be dead and is not.
 */
export const reconcileWithVenue = async (parts: ReconcileParts, open: OpenDeadlines): Promise<Reconciled> => {
  const { venue, runner, dispatcher, clock } = parts;
  const readAt = clock.now();
  const lists = { open: await venue.openOrders(), changed: await venue.changedSince(readAt - LOOK_BACK_MS) };
  const known: Record<string, OrderState> = {};
  for (const id of new Set([...(await awaited(parts, open)), ...lists.open, ...lists.changed])) {
    known[id] = await runner.stateOf(orderDecider, streams.order(id));
  }
  const orders: OrdersById = known;
  const asked = ordersToAsk(orders, lists);
  const answers = await askAll(venue, asked);
  const { commands, adopt, alive } = reconcile(orders, { ...lists, readAt, answers });
  for (const [index, { clientOrderId, command }] of commands.entries()) {
    const id = stableId('reconcile', clientOrderId, readAt, index);
    await dispatcher.send(
      { to: 'order', id: clientOrderId, command },
      { commandId: id, correlationId: clientOrderId, causationId: id, actor: 'reconciliation' },
    );
  }
  return { adopt, alive, complete: asked.every((id) => id in answers) };
};
