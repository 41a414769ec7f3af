import { foreignOrderId } from '../../../../src/domain/orders/adopted-order.js';
import type { ListedOrder } from '../../../../src/domain/orders/listed-order.js';
import {
  ordersToAsk,
  reconcile,
  type Lines,
  type OrdersById,
  type VenueAnswers,
} from '../../../../src/domain/orders/order-reconciliation.js';
import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderState } from '../../../../src/domain/orders/order.state.js';
import { SECOND } from '../../../../src/domain/shared/time.js';
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

const line = (over: Partial<ListedOrder> = {}): ListedOrder => ({
  clientOrderId: 'order-1',
  venueOrderId: 'V1',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  quantity: '1',
  price: '60000',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
  cumQty: '0',
  ...over,
});
const lines = (...ids: readonly string[]): Lines => Object.fromEntries(ids.map((id) => [id, line()]));

const venue = (over: Partial<VenueAnswers> = {}): VenueAnswers => ({
  accountId: 'paper',
  readAt: SETTLED,
  open: {},
  changed: {},
  answers: {},
  absentSince: {},
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
  const nothing = { open: {}, changed: {} };

  test('F-O16 every order that may live at the venue and is not listed there, however old and silent', () => {
    const orders = {
      a: working,
      b: unsure,
      c: stateAfter(initialize(), submit()),
      d: stateAfter(initialize()),
      e: canceled,
      f: stateAfter(initialize(), deny),
      g: stateAfter(initialize(), submit(), accept, cancel()),
    };
    expect(ordersToAsk(orders, nothing)).toEqual(['a', 'b', 'c', 'g']);
  });
  test('nobody asks about an order that is listed just as we know it', () => {
    expect(ordersToAsk({ a: working }, { open: { a: line() }, changed: {} })).toEqual([]);
    expect(
      ordersToAsk({ a: canceled, b: filled }, { open: {}, changed: { a: line(), b: line({ cumQty: '1' }) } }),
    ).toEqual([]);
  });
  test.each<[string, Partial<ListedOrder>]>([
    ['fills', { cumQty: '0.4' }],
    ['quantity', { quantity: '0.9' }],
    ['price', { price: '60001' }],
    ['trigger', { triggerPrice: '59000' }],
    ['venue id', { venueOrderId: 'V2' }],
  ])('one that is listed with other %s is asked about', (_what, over) => {
    expect(ordersToAsk({ a: working }, { open: { a: line(over) }, changed: {} })).toEqual(['a']);
  });
  test('and an ended one that got more, and whatever is not ours and works or has filled', () => {
    const changed = { a: line({ cumQty: '0.1' }), y: line({ cumQty: '0.1' }), z: line() };
    expect(ordersToAsk({ a: canceled }, { open: { x: line() }, changed })).toEqual(['a', 'x', 'y']);
  });
});

describe('what is missing', () => {
  const fill1 = says.fill('t1', '0.4');
  const fill2 = says.fill('t2', '0.6');

  test('F-O16 fills and ends that nobody heard of are recorded, and what is known is not', () => {
    const known = stateAfter(initialize(), submit(), accept, report(fill1));
    const answers = { 'order-1': [says.accepted(), fill1, fill2] };
    const found = reconcile({ 'order-1': known }, venue({ changed: lines('order-1'), answers }));
    expect(found.commands).toEqual([
      { clientOrderId: 'order-1', command: { type: 'RecordReport', at: SETTLED, report: fill2 } },
    ]);
    expect(found).toMatchObject({ adopt: [], alive: [], absentSince: {} });
  });
  test('F-O25 the same answers a second time correct nothing', () => {
    const orders = { 'order-1': unsure };
    const answers = venue({ answers: { 'order-1': [says.accepted(), fill1, says.canceled()] } });
    const found = reconcile(orders, answers);
    expect(found.commands).toHaveLength(3);
    expect(reconcile(apply(orders, found), answers).commands).toEqual([]);
  });
  test('F-O5 a fill that came after a cancel is late, not lost', () => {
    const changed = { 'order-1': line({ cumQty: '0.6' }) };
    const found = reconcile({ 'order-1': canceled }, venue({ changed, answers: { 'order-1': [fill2] } }));
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
    const absentSince = { 'order-1': SETTLED - 60_000 };
    expect(reconcile({ 'order-1': working }, venue({ absentSince }))).toEqual({
      commands: [],
      adopt: [],
      alive: [],
      absentSince,
    });
  });
});

describe('what the venue has lost', () => {
  const answers = { 'order-1': 'absent' } as const;
  const first = reconcile({ 'order-1': working }, venue({ answers }));
  const contradicted = apply({ 'order-1': working }, first);

  test('F-O18 one read that finds a working order nowhere is said and proves nothing', () => {
    expect(first.absentSince).toEqual({ 'order-1': SETTLED });
    expect(contradicted['order-1']).toMatchObject({ status: 'working', contradictions: ['absent'] });
  });
  test('F-O18 a second one within 30 s proves nothing either', () => {
    const readAt = SETTLED + 30 * SECOND - 1;
    const again = reconcile(contradicted, venue({ readAt, answers, absentSince: first.absentSince }));
    expect(again.commands).toEqual([]);
    expect(again.absentSince).toEqual(first.absentSince);
  });
  test('F-O18 two reads 30 s apart end it, with both as evidence; a late fill stays legal', () => {
    const readAt = SETTLED + 30 * SECOND;
    const second = reconcile(contradicted, venue({ readAt, answers, absentSince: first.absentSince }));
    const [found] = second.commands;
    expect(found && orderDecider.decide(found.command, working)).toMatchObject([
      { type: 'OrderCanceled', data: { reason: 'LOST_BY_VENUE', absentReads: [SETTLED, readAt], cumQty: '0' } },
    ]);
    const ended = apply(contradicted, second)['order-1'] ?? orderDecider.initialState;
    expect(ended).toMatchObject({ status: 'canceled', reason: 'LOST_BY_VENUE' });
    expect(orderDecider.decide(report(says.fill('t9', '0.1')), ended)).toMatchObject([
      { type: 'OrderFilled', data: { late: true } },
    ]);
  });
  test('F-O18 found in between, the count begins anew', () => {
    const seen = reconcile(contradicted, venue({ open: lines('order-1'), absentSince: first.absentSince }));
    expect(seen.absentSince).toEqual({});
  });
});

describe('what is not ours', () => {
  const id = foreignOrderId('kraken', 'V9');
  const foreign = line({ clientOrderId: 'by-hand', venueOrderId: 'V9' });

  test('F-O17 it begins a stream of its own under an id made of the venue and its id there', () => {
    const answers = { [id]: [{ ...says.accepted('V9'), clientOrderId: id }] };
    const found = reconcile({}, venue({ open: { [id]: foreign }, answers }));
    expect(found.adopt).toEqual([{ foreignOrderId: id, line: foreign }]);
    expect(found.commands.map(({ command }) => command.type)).toEqual(['AdoptOrder']);
    const state = apply({}, found)[id];
    expect(state).toMatchObject({
      status: 'working',
      venueOrderId: 'V9',
      order: {
        clientOrderId: id,
        purpose: 'entry',
        permission: { type: 'ForeignOrderAdopted', key: id },
        foreign: { clientOrderId: 'by-hand', venueOrderId: 'V9' },
      },
    });
    expect(reconcile({ [id]: state ?? working }, venue({ open: { [id]: foreign } }))).toMatchObject({
      commands: [],
      adopt: [],
    });
  });
  test('F-P7 filled before anyone saw it, it brings its fills', () => {
    const changed = { [id]: line({ ...foreign, cumQty: '1' }) };
    const fill = { ...says.fill('t1', '1'), clientOrderId: id };
    const found = reconcile({}, venue({ changed, answers: { [id]: [fill] } }));
    expect(apply({}, found)[id]).toMatchObject({ status: 'filled', fills: { cumQty: '1' } });
  });
  test('F-O17 without an answer nothing is adopted yet', () => {
    expect(reconcile({}, venue({ open: { [id]: foreign } })).adopt).toEqual([]);
  });
});

describe('what lives on', () => {
  test('F-O10 an order that ended here and works there is to be cancelled there', () => {
    const orders = { a: canceled, b: stateAfter(initialize(anEntry()), deny), c: filled, d: working };
    expect(reconcile(orders, venue({ open: lines('a', 'b', 'd') })).alive).toEqual(['a', 'b']);
  });
  test('one whose end is only now heard of is not: the list was read before', () => {
    const answers = { 'order-1': [says.canceled()] };
    expect(reconcile({ 'order-1': working }, venue({ open: lines('order-1'), answers })).alive).toEqual([]);
  });
});
