/** Our orders against the venue's lists: pure, and silent where both agree. */
import { dec } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { adoptedDetails } from './adopted-order.js';
import type { ListedOrder } from './listed-order.js';
import { evolveOrder } from './order-evolution.js';
import type { OrderReport } from './order-report.js';
import type { OrderCommand } from './order.commands.js';
import { orderDecider } from './order.decider.js';
import { fillsOf, isClosed, type OrderState, type WorkingOrder } from './order.state.js';
import { sameTerms } from './order-update.js';

/** By the order's id here. */
export type OrdersById = Readonly<Record<string, OrderState>>;

/** All that the venue says of one order (under its id here), or that none of its lists holds it. */
export type Answer = readonly OrderReport[] | 'absent';

/** Lines of the venue's lists, by the id that the order has here or would be adopted under. */
export type Lines = Readonly<Record<string, ListedOrder>>;

export interface VenueLists {
  /** All working orders at the venue. */
  readonly open: Lines;
  /** Orders with an execution or an end since the last reconciliation. */
  readonly changed: Lines;
}

export interface VenueAnswers extends VenueLists {
  readonly accountId: string;
  /** When the venue was asked, unix ms. */
  readonly readAt: UnixMs;
  /** An order whose question was not answered is left out, and nothing is concluded from that. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Working orders that the last read found nowhere, and when the first of such reads in a row was. */
  readonly absentSince: Readonly<Record<string, UnixMs>>;
}

export interface Reconciliation {
  /** What the streams lack, in the order in which it is to be recorded; a repeat of the same answers gives none. */
  readonly commands: readonly { readonly clientOrderId: string; readonly command: OrderCommand }[];
  /** At the venue and not ours: the account must know of them before their own streams begin. */
  readonly adopt: readonly { readonly foreignOrderId: string; readonly line: ListedOrder }[];
  /** Ended by our books, working by the venue's: to be cancelled there, and worth an alarm. */
  readonly alive: readonly string[];
  /** For the next time. */
  readonly absentSince: Readonly<Record<string, UnixMs>>;
}

const lineOf = (lines: Lines, id: string): ListedOrder | undefined =>
  Object.hasOwn(lines, id) ? lines[id] : undefined;

const stateOf = (orders: OrdersById, id: string): OrderState =>
  Object.hasOwn(orders, id) ? (orders[id] ?? orderDecider.initialState) : orderDecider.initialState;

/** A trailing stop moves its trigger by itself, and no report says so. */
const sameOrder = (state: WorkingOrder, line: ListedOrder): boolean =>
  state.venueOrderId === line.venueOrderId &&
  dec(state.fills.cumQty).eq(line.cumQty) &&
  (line.type === 'trailing-stop' || sameTerms(state.order, line));

/** Whether the lists leave a question about the order: a look-up costs a call, two lists serve for all orders. */
const differs = (state: OrderState, { open, changed }: VenueLists, id: string): boolean => {
  const working = lineOf(open, id);
  const line = working ?? lineOf(changed, id);
  if (state.status === 'none') return working !== undefined || (line !== undefined && dec(line.cumQty).gt(0));
  if (state.status === 'initialized') return line !== undefined;
  if (isClosed(state)) return line !== undefined && !dec(fillsOf(state).cumQty).eq(line.cumQty);
  return state.status !== 'working' || working === undefined || !sameOrder(state, working);
};

/**
 * Which orders to look up, sorted: every order that may live at the venue and is not listed there as we know it, however
 * old and however silent, and everything that the venue lists otherwise than we do, or alone.
 */
export const ordersToAsk = (orders: OrdersById, lists: VenueLists): readonly string[] => {
  const ids = new Set([...Object.keys(orders), ...Object.keys(lists.open), ...Object.keys(lists.changed)]);
  return [...ids].filter((id) => differs(stateOf(orders, id), lists, id)).sort();
};

const claims = (answer: Answer, readAt: UnixMs, firstReadAt: UnixMs | undefined): readonly OrderCommand[] =>
  answer === 'absent'
    ? [{ type: 'RecordAbsent', at: readAt, readAt, ...(firstReadAt !== undefined && { firstReadAt }) }]
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

export const reconcile = (orders: OrdersById, venue: VenueAnswers): Reconciliation => {
  const { open, changed, answers, readAt, accountId } = venue;
  const commands: Reconciliation['commands'][number][] = [];
  const adopt: Reconciliation['adopt'][number][] = [];
  const absentSince: Record<string, UnixMs> = {};
  for (const id of ordersToAsk(orders, venue)) {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const first = Object.hasOwn(venue.absentSince, id) ? venue.absentSince[id] : undefined;
    if (answer === undefined) {
      if (first !== undefined) absentSince[id] = first;
      continue;
    }
    const before = stateOf(orders, id);
    const line = lineOf(open, id) ?? lineOf(changed, id);
    const adoption: OrderCommand[] = [];
    if (before.status === 'none') {
      if (line === undefined) continue;
      const details = adoptedDetails(id, accountId, line);
      adopt.push({ foreignOrderId: id, line });
      adoption.push({ type: 'AdoptOrder', at: readAt, details, venueOrderId: line.venueOrderId });
    }
    const { state, needed } = missing(before, [...adoption, ...claims(answer, readAt, first)]);
    commands.push(...needed.map((command) => ({ clientOrderId: id, command })));
    if (answer === 'absent' && state.status === 'working') absentSince[id] = first ?? readAt;
  }
  const alive = Object.keys(open).filter((id) => isClosed(stateOf(orders, id)));
  return { commands, adopt, alive: alive.sort(), absentSince };
};
