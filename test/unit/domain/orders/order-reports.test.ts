import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderFact } from '../../../../src/domain/orders/order.events.js';
import { given } from '../../../support/given.js';
import {
  anEntry,
  aStop,
  cancel,
  deny,
  history,
  initialize,
  notSent,
  report,
  says,
  stateAfter,
  submit,
  uncertain,
  VENUE_AT,
} from '../../../support/orders.js';

const order = anEntry();
const submitted = history(initialize(), submit());
const accepted = history(initialize(), submit(), report(says.accepted()));
const partly = history(initialize(), submit(), report(says.accepted()), report(says.fill('t1', '0.4')));
const filled = history(initialize(), submit(), report(says.accepted()), report(says.fill('t1', '1')));
const canceled = [...partly, ...given(orderDecider, partly).when(report(says.canceled())).facts];
const rejected = history(initialize(), submit(), report(says.rejected()));

const fillFact = (over: Partial<Extract<OrderFact, { type: 'OrderFilled' }>['data']>): OrderFact => ({
  type: 'OrderFilled',
  data: {
    order,
    fillNo: 0,
    tradeId: 't1',
    lastQty: '0.4',
    lastPx: '60000',
    cumQty: '0.4',
    leavesQty: '0.6',
    liquiditySide: 'taker',
    commission: '1',
    commissionCurrency: 'USDT',
    rate: '1',
    late: false,
    venueAt: VENUE_AT,
    ...over,
  },
});

describe('the usual life', () => {
  test('submitted -> accepted', () => {
    given(orderDecider, submitted)
      .when(report(says.accepted()))
      .then([{ type: 'OrderAccepted', data: { order, venueOrderId: 'V1', venueAt: VENUE_AT } }]);
  });
  test('submitted -> rejected', () => {
    given(orderDecider, submitted)
      .when(report(says.rejected('no funds')))
      .then([{ type: 'OrderRejected', data: { order, reason: 'no funds', cumQty: '0' } }]);
  });
  test('accepted -> partially filled', () => {
    const { state } = given(orderDecider, accepted)
      .when(report(says.fill('t1', '0.4')))
      .then([fillFact({})]);
    expect(state).toMatchObject({
      status: 'working',
      venueOrderId: 'V1',
      leavesQty: '0.6',
      fills: { cumQty: '0.4', cumCost: '24000', commission: '1' },
    });
  });
  test('F-O3 the completion is the second fill of the same order, not a second order', () => {
    const { state } = given(orderDecider, partly)
      .when(report(says.fill('t2', '0.60', '60100.0', '1.50')))
      .then([
        fillFact({
          fillNo: 1,
          tradeId: 't2',
          lastQty: '0.6',
          lastPx: '60100',
          cumQty: '1',
          leavesQty: '0',
          commission: '1.5',
        }),
      ]);
    expect(state).toMatchObject({ status: 'filled', fills: { cumQty: '1', cumCost: '60060', commission: '2.5' } });
  });
  test('a stop triggers, then fills; a fill that comes first does not hide the trigger', () => {
    const stop = history(initialize(aStop()), submit(), report(says.accepted()));
    given(orderDecider, stop)
      .when(report(says.triggered()), report(says.fill('t1', '0.4', '58990')))
      .thenTypes('OrderTriggered', 'OrderFilled');
    const triggered = given(orderDecider, stop).when(report(says.fill('t1', '0.1')), report(says.triggered()));
    expect(triggered.thenTypes('OrderFilled', 'OrderTriggered').state).toMatchObject({ triggered: true });
  });
  test.each([
    ['canceled', says.canceled('asked'), { order, reason: 'asked', cumQty: '0.4', venueAt: VENUE_AT }, 'OrderCanceled'],
    ['expired', says.expired(), { order, cumQty: '0.4', venueAt: VENUE_AT }, 'OrderExpired'],
  ] as const)('partially filled -> %s keeps what was filled', (status, said, data, type) => {
    const end = given(orderDecider, partly)
      .when(report(said))
      .then([{ type, data } as OrderFact]);
    expect(end.state).toMatchObject({ status, fills: { cumQty: '0.4' } });
  });
  test('a report about another order is a bug of whoever delivered it', () => {
    const foreign = { ...says.accepted(), clientOrderId: 'order-2' };
    expect(() => given(orderDecider, submitted).when(report(foreign))).toThrow('foreign stream');
  });
});

describe('F-O4 fills in every order of arrival', () => {
  test('F-O4 before the acceptance', () => {
    given(orderDecider, submitted)
      .when(report(says.fill('t1', '0.4')), report(says.accepted()))
      .thenTypes('OrderFilled', 'OrderAccepted');
    given(orderDecider, [...submitted, ...given(orderDecider, submitted).when(uncertain).facts])
      .when(report(says.fill('t1', '0.4')))
      .thenTypes('OrderFilled');
  });
  test('F-O4 the acceptance after the complete fill says nothing new', () => {
    given(orderDecider, submitted)
      .when(report(says.fill('t1', '1')), report(says.accepted()))
      .thenTypes('OrderFilled');
  });
  test('F-O4 twice, and replayed at every reconnect', () => {
    for (const state of [partly, filled, canceled]) {
      const [lastQty] = state === filled ? ['1'] : ['0.4'];
      given(orderDecider, state)
        .when(report(says.fill('t1', lastQty)), report(says.fill('t1', lastQty)))
        .thenNothing();
    }
    given(orderDecider, partly)
      .when(report(says.fill('t1', '0.400', '60000.00', '1.0')))
      .thenNothing();
  });
  test.each([
    ['price', says.fill('t1', '0.4', '60001')],
    ['quantity', says.fill('t1', '0.5')],
    ['commission', says.fill('t1', '0.4', '60000', '2')],
  ])('F-O4 the same trade id with another %s is recorded once and not booked', (_, said) => {
    for (const [before, status] of [
      [partly, 'working'],
      [canceled, 'canceled'],
    ] as const) {
      const { facts, state } = given(orderDecider, before).when(
        report(said),
        report(said),
        report(says.fill('t1', '0.7')),
      );
      expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'trade:t1' } }]);
      expect(state).toMatchObject({ status, fills: { cumQty: '0.4', cumCost: '24000' } });
    }
  });
  test('F-O5 after the cancel: booked late, and the order stays canceled', () => {
    const late = given(orderDecider, canceled).when(report(says.fill('t2', '0.3')));
    late.then([fillFact({ fillNo: 1, tradeId: 't2', lastQty: '0.3', cumQty: '0.7', leavesQty: '0.3', late: true })]);
    expect(late.state).toMatchObject({ status: 'canceled', fills: { cumQty: '0.7' } });
  });
  test('F-O5 canceled and filled: the fill raced the cancel and completes the order', () => {
    const late = given(orderDecider, canceled).when(report(says.fill('t2', '0.6')));
    expect(late.thenTypes('OrderFilled').state).toMatchObject({ status: 'filled', contradictions: [] });
    given(orderDecider, filled).when(report(says.canceled()), report(says.expired())).thenNothing();
  });
  test('a trade id may be any text', () => {
    const { state } = given(orderDecider, accepted).when(
      report(says.fill('constructor', '0.2')),
      report(says.fill('__proto__', '0.2')),
    );
    expect(state).toMatchObject({ fills: { cumQty: '0.4' } });
  });
});

describe('what cannot be true', () => {
  test('a fill beyond the quantity is booked, because it is real money, and recorded', () => {
    const { facts, state } = given(orderDecider, partly).when(report(says.fill('t2', '0.7')));
    expect(facts).toMatchObject([
      { type: 'OrderFilled', data: { cumQty: '1.1', leavesQty: '0', late: false } },
      { type: 'OrderContradicted', data: { key: 'overfill' } },
    ]);
    expect(state).toMatchObject({ status: 'filled', fills: { cumQty: '1.1' } });
    given(orderDecider, filled)
      .when(report(says.fill('t2', '0.1')))
      .thenTypes('OrderFilled', 'OrderContradicted');
  });
  test.each([
    ['no quantity', says.fill('t2', '0')],
    ['a negative quantity', says.fill('t2', '-0.1')],
    ['NaN', says.fill('t2', 'NaN')],
    ['infinity', says.fill('t2', 'Infinity')],
    ['no price', says.fill('t2', '0.1', '0')],
    ['no commission', says.fill('t2', '0.1', '60000', '')],
    ['no rate', { ...says.fill('t2', '0.1'), rate: '0' } as ReturnType<typeof says.fill>],
  ])('a fill with %s cannot be booked', (_, said) => {
    const { facts, state } = given(orderDecider, partly).when(report(said));
    expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'unusable-fill' } }]);
    expect(state).toMatchObject({ status: 'working', leavesQty: '0.6' });
  });
  test('accepted twice is normal, under another id it is not', () => {
    given(orderDecider, accepted).when(report(says.accepted())).thenNothing();
    const { facts, state } = given(orderDecider, accepted).when(
      report(says.accepted('V2')),
      report(says.accepted('V3')),
    );
    expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'second-venue-order-id' } }]);
    expect(state).toMatchObject({ venueOrderId: 'V1' });
  });
  test('rejected and alive, whichever comes first', () => {
    given(orderDecider, accepted).when(report(says.rejected())).thenTypes('OrderRejected', 'OrderContradicted');
    given(orderDecider, filled).when(report(says.rejected())).thenTypes('OrderContradicted');
    for (const said of [says.accepted(), says.triggered(), says.updated('1')]) {
      const { facts, state } = given(orderDecider, rejected).when(report(said));
      expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'alive-and-rejected' } }]);
      expect(state).toMatchObject({ status: 'rejected' });
    }
    const late = given(orderDecider, rejected).when(report(says.fill('t1', '0.4')));
    late.thenTypes('OrderFilled', 'OrderContradicted');
    expect(late.state).toMatchObject({ status: 'rejected', fills: { cumQty: '0.4' } });
    expect(late.facts[0]?.data).toMatchObject({ late: true });
  });
  test('two ends: the first stands', () => {
    for (const said of [says.expired(), says.rejected()]) {
      const { facts, state } = given(orderDecider, canceled).when(report(said));
      expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'two-ends' } }]);
      expect(state).toMatchObject({ status: 'canceled' });
    }
    given(orderDecider, rejected).when(report(says.expired())).thenTypes('OrderContradicted');
    given(orderDecider, canceled)
      .when(report(says.canceled('again')))
      .thenNothing();
  });
  test('an answer to an order that we denied', () => {
    const denied = history(initialize(), deny);
    given(orderDecider, denied).when(report(says.rejected())).thenNothing();
    given(orderDecider, denied).when(report(says.canceled())).thenTypes('OrderContradicted');
    const { state } = given(orderDecider, denied).when(report(says.fill('t1', '0.4')));
    expect(state).toMatchObject({ status: 'denied', contradictions: ['answer-to-denied'], fills: { cumQty: '0.4' } });
  });
  test('a venue that says it did not get the order and then speaks of it is believed', () => {
    expect(stateAfter(initialize(), submit(), notSent(), report(says.accepted()))).toMatchObject({ status: 'working' });
  });
});

describe('facts that cannot have happened stop the stream', () => {
  const [first, second] = submitted;
  const accept = accepted[2];
  test.each([
    ['a second beginning', [first, first]],
    ['no beginning', [second]],
    ['a second submission', [first, second, second]],
    ['a word about life after the end', [...rejected, accept]],
    ['a denial of what was sent', [...submitted, ...history(initialize(), deny).slice(1)]],
  ])('%s', (_, facts) => {
    expect(() => given(orderDecider, facts as OrderFact[])).toThrow();
  });
  test('uncertainty about what was never sent', () => {
    const doubt = history(initialize(), submit(), uncertain)[2] as OrderFact;
    expect(() => given(orderDecider, [first as OrderFact, doubt])).toThrow('initialized');
  });
});

test('a cancel that the venue refuses after the end says nothing', () => {
  given(orderDecider, filled)
    .when(report(says.cancelRejected()), report(says.updateRejected()), cancel())
    .thenNothing();
});
