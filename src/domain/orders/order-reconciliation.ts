/** Our orders against the venue's lists: pure, and silent where both agree. */
import type { UnixMs } from '../shared/time.js';
import { evolveOrder } from './order-evolution.js';
import type { OrderReport } from './order-report.js';
import type { OrderCommand } from './order.commands.js';
import { orderDecider } from './order.decider.js';
import { isClosed, type OrderState } from './order.state.js';

/** By client order id. */
export type OrdersById = Readonly<Record<string, OrderState>>;

/** All that the venue says of one order, or that none of its lists holds it. */
export type Answer = readonly OrderReport[] | 'absent';

export interface VenueLists {
  /** Client order ids of all working orders at the venue. */
  readonly open: readonly string[];
  /** Client order ids with an execution or an end since the last reconciliation. */
  readonly changed: readonly string[];
}

export interface VenueAnswers extends VenueLists {
  /** When the venue was asked, unix ms. */
  readonly readAt: UnixMs;
  /** By client order id; an order whose question was not answered is left out, and nothing is concluded from that. */
  readonly answers: Readonly<Record<string, Answer>>;
}

export interface Reconciliation {
  /** What the streams lack, in the order in which it is to be recorded; a repeat of the same answers gives none. */
  readonly commands: readonly { readonly clientOrderId: string; readonly command: OrderCommand }[];
  /** At the venue and not ours: to be adopted. The venue's own id is there where it was asked for the order. */
  readonly adopt: readonly { readonly clientOrderId: string; readonly venueOrderId?: string }[];
  /** Ended by our books, working by the venue's: to be cancelled there, and worth an alarm. */
  readonly alive: readonly string[];
}

const stateOf = (orders: OrdersById, id: string): OrderState =>
  Object.hasOwn(orders, id) ? (orders[id] ?? orderDecider.initialState) : orderDecider.initialState;

const atVenue = (state: OrderState): boolean =>
  state.status === 'submitted' || state.status === 'uncertain' || state.status === 'working';

/**
 * Which orders to look up, sorted: every order that may live at the venue, however old and however silent, and
 * everything that the venue lists.
 */
export const ordersToAsk = (orders: OrdersById, { open, changed }: VenueLists): readonly string[] => {
  const ours = Object.keys(orders).filter((id) => atVenue(stateOf(orders, id)));
  return [...new Set([...ours, ...open, ...changed])].sort();
};

const claims = (answer: Answer, readAt: UnixMs): readonly OrderCommand[] =>
  answer === 'absent'
    ? [{ type: 'RecordAbsent', at: readAt, readAt }]
    : answer.map((report): OrderCommand => ({ type: 'RecordReport', at: readAt, report }));

/** Keeps the commands that would record something, each decided on what those before it recorded. */
const missing = (initial: OrderState, commands: readonly OrderCommand[]) => {
  let state = initial;
  const needed = commands.filter((command) => {
    const facts = orderDecider.decide(command, state);
    state = facts.reduce(evolveOrder, state);
    return facts.length > 0;
  });
  return { state, needed };
};

const venueOrderIdIn = (answer: Answer | undefined): string | undefined =>
  answer === undefined || answer === 'absent'
    ? undefined
    : answer.find((report) => report.kind === 'accepted')?.venueOrderId;

export const reconcile = (orders: OrdersById, venue: VenueAnswers): Reconciliation => {
  const { open, answers, readAt } = venue;
  const commands: Reconciliation['commands'][number][] = [];
  const adopt: Reconciliation['adopt'][number][] = [];
  const alive: string[] = [];
  for (const clientOrderId of ordersToAsk(orders, venue)) {
    const answer = Object.hasOwn(answers, clientOrderId) ? answers[clientOrderId] : undefined;
    const before = stateOf(orders, clientOrderId);
    if (before.status === 'none') {
      const venueOrderId = venueOrderIdIn(answer);
      adopt.push({ clientOrderId, ...(venueOrderId !== undefined && { venueOrderId }) });
      continue;
    }
    const { state, needed } = missing(before, answer === undefined ? [] : claims(answer, readAt));
    commands.push(...needed.map((command) => ({ clientOrderId, command })));
    if (isClosed(before) && isClosed(state) && open.includes(clientOrderId)) alive.push(clientOrderId);
  }
  return { commands, adopt, alive };
};
