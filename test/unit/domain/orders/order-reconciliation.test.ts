import {
  ordersToAsk,
  reconcile,
  type OrdersById,
  type VenueAnswers,
} from '../../../../src/domain/orders/order-reconciliation.js';
import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderState } from '../../../../src/domain/orders/order.state.js';
import {
  absent,
  anEntry,
  cancel,
  deny,
  initialize,
  report,
  says,
  SETTLED,
  stateAfter,
  submit,
  uncertain,
} from '../../../support/orders.js';

const accept = report(says.accepted());
const working = stateAfter(initialize(), submit(), accept);
const unsure = stateAfter(initialize(), submit(), uncertain);
const canceled = stateAfter(initialize(), submit(), accept, report(says.canceled()));
const filled = stateAfter(initialize(), submit(), report(says.fill('t1', '1')));

const venue = (over: Partial<VenueAnswers> = {}): VenueAnswers => ({
  readAt: SETTLED,
  open: [],
  changed: [],
  answers: {},
  ...over,
});

/** Records what reconciliation found, as the streams would. */
const apply = (orders: OrdersById, found: ReturnType<typeof reconcile>): OrdersById =>
  found.commands.reduce<OrdersById>((all, { clientOrderId, command }) => {
    const state = all[clientOrderId] ?? orderDecider.initialState;
    const facts = orderDecider.decide(command, state);
    return { ...all, [clientOrderId]: facts.reduce<OrderState>((s, f) => orderDecider.evolve(s, f), state) };
  }, orders);

describe('whom to ask about', () => {
  test('F-O16 every order that may live at the venue, however old and silent', () => {
    const orders = {
      a: working,
      b: unsure,
      c: stateAfter(initialize(), submit()),
      d: stateAfter(initialize()),
      e: canceled,
      f: filled,
      g: stateAfter(initialize(), deny),
      h: stateAfter(initialize(), submit(), accept, cancel()),
    };
    expect(ordersToAsk(orders, { open: [], changed: [] })).toEqual(['a', 'b', 'c', 'h']);
  });
  test('and everything that the venue lists', () => {
    expect(ordersToAsk({ e: canceled }, { open: ['e', 'x'], changed: ['y', 'x'] })).toEqual(['e', 'x', 'y']);
  });
});

describe('what is missing', () => {
  const fill1 = says.fill('t1', '0.4');
  const fill2 = says.fill('t2', '0.6');

  test('F-O16 fills and ends that nobody heard of are recorded, and what is known is not', () => {
    const known = stateAfter(initialize(), submit(), accept, report(fill1));
    const answers = { 'order-1': [says.accepted(), fill1, fill2] };
    const found = reconcile({ 'order-1': known }, venue({ changed: ['order-1'], answers }));
    expect(found).toEqual({
      commands: [{ clientOrderId: 'order-1', command: { type: 'RecordReport', at: SETTLED, report: fill2 } }],
      adopt: [],
      alive: [],
    });
  });
  test('F-O25 the same answers a second time correct nothing', () => {
    const orders = { 'order-1': unsure };
    const answers = venue({ answers: { 'order-1': [says.accepted(), fill1, says.canceled()] } });
    const found = reconcile(orders, answers);
    expect(found.commands).toHaveLength(3);
    expect(reconcile(apply(orders, found), answers).commands).toEqual([]);
  });
  test('a fill that came after a cancel is late, not lost', () => {
    const found = reconcile({ 'order-1': canceled }, venue({ changed: ['order-1'], answers: { 'order-1': [fill2] } }));
    expect(found.commands).toHaveLength(1);
  });
  test('F-O18 absent is what the order makes of it: proof takes two reads past the deadline', () => {
    const answers = { 'order-1': 'absent' } as const;
    const orders = { 'order-1': unsure };
    expect(reconcile(orders, venue({ readAt: SETTLED - 1, answers })).commands).toEqual([]);
    const first = reconcile(orders, venue({ answers }));
    expect(first.commands).toEqual([{ clientOrderId: 'order-1', command: absent(SETTLED) }]);
    const after = apply(orders, first);
    expect(after['order-1']).toMatchObject({ status: 'uncertain' });
    const second = reconcile(after, venue({ readAt: SETTLED + 60_000, answers }));
    expect(apply(after, second)['order-1']).toMatchObject({ status: 'rejected', reason: 'NEVER_ARRIVED' });
  });
  test('F-O18 an order whose question was not answered is left as it is', () => {
    expect(reconcile({ 'order-1': working }, venue())).toEqual({ commands: [], adopt: [], alive: [] });
  });
});

describe('what is not ours', () => {
  test('F-O17 an unknown order is listed for adoption, with the venue id where it was asked for', () => {
    const answers = { x: [{ ...says.accepted('V9'), clientOrderId: 'x' }] };
    const found = reconcile({}, venue({ open: ['x', 'y'], answers }));
    expect(found.adopt).toEqual([{ clientOrderId: 'x', venueOrderId: 'V9' }, { clientOrderId: 'y' }]);
    expect(found.commands).toEqual([]);
  });
});

describe('what lives on', () => {
  test('F-O10 an order that ended here and works there is to be cancelled there', () => {
    const orders = { a: canceled, b: stateAfter(initialize(anEntry()), deny), c: filled, d: working };
    expect(reconcile(orders, venue({ open: ['a', 'b', 'd'] })).alive).toEqual(['a', 'b']);
  });
  test('one whose end is only now heard of is not: the list was read before', () => {
    const answers = { 'order-1': [says.canceled()] };
    expect(reconcile({ 'order-1': working }, venue({ open: ['order-1'], answers })).alive).toEqual([]);
  });
});
