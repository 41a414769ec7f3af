import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderCommand } from '../../../../src/domain/orders/order.commands.js';
import { given } from '../../../support/given.js';
import {
  absent,
  anEntry,
  aStop,
  cancel,
  deny,
  history,
  initialize,
  notSent,
  report,
  says,
  SETTLED,
  submit,
  uncertain,
  update,
  VENUE_AT,
} from '../../../support/orders.js';

const order = anEntry();
const accepted = history(initialize(), submit(), report(says.accepted()));
const stop = aStop();
const resting = history(initialize(stop), submit(), report(says.accepted()));

describe('cancel', () => {
  test('of a working order is asked of the venue, once', () => {
    const asked = given(orderDecider, accepted).when(cancel());
    asked.then([{ type: 'OrderCancelRequested', data: { order, cancelNo: 1, reason: 'halted' } }]);
    given(orderDecider, [...accepted, ...asked.facts])
      .when(cancel(), cancel('operator'))
      .thenNothing();
  });
  test('of an order that is only initialized denies it', () => {
    given(orderDecider, history(initialize()))
      .when(cancel())
      .then([{ type: 'OrderDenied', data: { order, code: 'REVOKED', detail: 'halted' } }]);
  });
  test('of an ended order does nothing', () => {
    for (const end of [says.rejected(), says.canceled(), says.expired(), says.fill('t1', '1')]) {
      given(orderDecider, history(initialize(), submit(), report(end)))
        .when(cancel())
        .thenNothing();
    }
    given(orderDecider, history(initialize(), deny)).when(cancel()).thenNothing();
  });
  test('may be asked again after the venue refused it', () => {
    const refused = given(orderDecider, accepted).when(cancel(), report(says.cancelRejected()));
    refused.thenTypes('OrderCancelRequested', 'OrderCancelRejected');
    const again = [...accepted, ...refused.facts];
    given(orderDecider, again)
      .when(cancel('operator'))
      .then([{ type: 'OrderCancelRequested', data: { order, cancelNo: 2, reason: 'operator' } }]);
  });
  test('a refusal of a cancel that nobody waits for is ignored', () => {
    given(orderDecider, accepted).when(report(says.cancelRejected())).thenNothing();
  });
  test('F-O32 of an order on its way is recorded, and asked again when the venue turns out to have it', () => {
    for (const before of [history(initialize(), submit()), history(initialize(), submit(), uncertain)]) {
      const asked = given(orderDecider, before).when(cancel(), report(says.cancelRejected()));
      asked.thenTypes('OrderCancelRequested', 'OrderCancelRejected');
      for (const facts of [asked.facts, asked.facts.slice(0, 1)]) {
        given(orderDecider, [...before, ...facts])
          .when(report(says.accepted()))
          .then([
            { type: 'OrderAccepted', data: { order, venueOrderId: 'V1', venueAt: VENUE_AT } },
            { type: 'OrderCancelRequested', data: { order, cancelNo: 2, reason: 'halted' } },
          ]);
        given(orderDecider, [...before, ...facts])
          .when(report(says.fill('t1', '0.4')))
          .thenTypes('OrderFilled', 'OrderCancelRequested');
        given(orderDecider, [...before, ...facts])
          .when(report(says.fill('t1', '1')))
          .thenTypes('OrderFilled');
        given(orderDecider, [...before, ...facts])
          .when(report(says.canceled()))
          .thenTypes('OrderCanceled');
      }
    }
  });
  test('of an order that never arrived ends with the proof', () => {
    given(orderDecider, history(initialize(), submit(), cancel()))
      .when(uncertain, absent(SETTLED), absent(SETTLED + 5_000))
      .thenTypes('OrderSubmissionUncertain', 'OrderSubmissionUncertain', 'OrderRejected');
  });
});

describe('update', () => {
  test('of a resting stop is asked of the venue and is in force when the venue says so', () => {
    const asked = given(orderDecider, resting).when(update('0.7', '59100'));
    asked.then([
      {
        type: 'OrderUpdateRequested',
        data: { order: stop, updateNo: 1, quantity: '0.7', triggerPrice: '59100', reason: 'trailed' },
      },
    ]);
    expect(asked.state).toMatchObject({ leavesQty: '0.4', order: { triggerPrice: '59000' } });
    const done = given(orderDecider, [...resting, ...asked.facts]).when(report(says.updated('0.7', '59100')));
    done.then([
      { type: 'OrderUpdated', data: { order: { ...stop, quantity: '0.7', triggerPrice: '59100' }, venueAt: VENUE_AT } },
    ]);
    expect(done.state).toMatchObject({ leavesQty: '0.7', asked: { updateNo: 1 } });
    expect(done.state).not.toHaveProperty('asked.update');
  });
  test('to the terms that stand, or are asked for, does nothing', () => {
    given(orderDecider, resting).when(update('0.40', '59000.0')).thenNothing();
    given(orderDecider, resting).when(update('0.4')).thenNothing();
    given(orderDecider, resting)
      .when(update('0.7'), update('0.7'), update('0.7', '59000'))
      .thenTypes('OrderUpdateRequested');
  });
  test('the newest request replaces the one that is on its way, back to the present terms too', () => {
    const { facts, state } = given(orderDecider, resting).when(update('0.4', '59100'), update('0.4', '59000'));
    expect(facts.map((fact) => fact.data)).toMatchObject([{ updateNo: 1 }, { updateNo: 2, triggerPrice: '59000' }]);
    const older = given(orderDecider, [...resting, ...facts]).when(report(says.updated('0.4', '59100')));
    expect(older.state).toMatchObject({ asked: { update: { triggerPrice: '59000' } } });
    expect(state).toMatchObject({ asked: { updateNo: 2 } });
  });
  test('never raises what a permission covers: only a stop grows', () => {
    given(orderDecider, accepted).when(update('1.00000001')).thenNothing();
    given(orderDecider, accepted).when(update('1')).thenNothing();
    given(orderDecider, accepted).when(update('0.99999999')).thenTypes('OrderUpdateRequested');
    given(orderDecider, resting).when(update('0.40000001')).thenTypes('OrderUpdateRequested');
  });
  test('that leaves nothing to fill wants a cancel instead', () => {
    const partly = history(initialize(), submit(), report(says.accepted()), report(says.fill('t1', '0.4')));
    for (const quantity of ['0.4', '0.3', '0', '-1', 'NaN'])
      given(orderDecider, partly).when(update(quantity)).thenNothing();
    given(orderDecider, partly).when(update('0.41')).thenTypes('OrderUpdateRequested');
  });
  test('refused by the venue: the old terms stand, and it may be asked again', () => {
    const refused = given(orderDecider, resting).when(update('0.7'), report(says.updateRejected()));
    refused.thenTypes('OrderUpdateRequested', 'OrderUpdateRejected');
    expect(refused.state).toMatchObject({ order: { quantity: '0.4' } });
    given(orderDecider, [...resting, ...refused.facts])
      .when(update('0.7'))
      .thenTypes('OrderUpdateRequested');
    given(orderDecider, resting).when(report(says.updateRejected())).thenNothing();
  });
  test('before the venue has the order, asked again with its first word', () => {
    const { facts } = given(orderDecider, history(initialize(stop), submit())).when(
      update('0.7'),
      report(says.updateRejected()),
      report(says.accepted()),
    );
    expect(facts).toMatchObject([
      { type: 'OrderUpdateRequested', data: { updateNo: 1 } },
      { type: 'OrderAccepted' },
      { type: 'OrderUpdateRequested', data: { updateNo: 2, quantity: '0.7' } },
    ]);
  });
  test('of an ended order does nothing', () => {
    given(orderDecider, history(initialize(stop), submit(), report(says.canceled())))
      .when(update('0.7'))
      .thenNothing();
  });
  test('a retry sends what was updated meanwhile', () => {
    const { state } = given(orderDecider, history(initialize(stop), submit(), notSent(), update('0.7'))).when(
      submit(2),
    );
    expect(state).toMatchObject({ status: 'submitted', order: { quantity: '0.7' } });
  });
});

describe('updates as the venue reports them', () => {
  test('a repeat, and one that is older than what stands, change nothing', () => {
    const newer = given(orderDecider, resting).when(report(says.updated('0.4', '59200', VENUE_AT + 2)));
    const facts = [...resting, ...newer.thenTypes('OrderUpdated').facts];
    given(orderDecider, facts)
      .when(report(says.updated('0.4', '59200', VENUE_AT + 2)))
      .thenNothing();
    given(orderDecider, facts)
      .when(report(says.updated('0.4', '59100', VENUE_AT + 1)))
      .thenNothing();
  });
  test('a raise that no permission covers is recorded, not believed', () => {
    const { facts, state } = given(orderDecider, accepted).when(report(says.updated('2')));
    expect(facts).toMatchObject([{ type: 'OrderContradicted', data: { key: 'quantity-raised' } }]);
    expect(state).toMatchObject({ leavesQty: '1' });
  });
  test('numbers that are none are recorded, not believed', () => {
    for (const said of [says.updated('NaN'), says.updated('0'), says.updated('0.4', '-1')]) {
      given(orderDecider, resting).when(report(said)).thenTypes('OrderContradicted');
    }
  });
  test('down to what is filled completes the order', () => {
    const partly = history(initialize(), submit(), report(says.accepted()), report(says.fill('t1', '0.4')));
    const { state } = given(orderDecider, partly).when(report(says.updated('0.4')));
    expect(state).toMatchObject({ status: 'filled', order: { quantity: '0.4' } });
  });
});

test('a pending update that would now raise an opening, because the venue reduced it, is dropped', () => {
  const reduced = given(orderDecider, accepted).when(update('0.7'), report(says.updated('0.5')));
  reduced.thenTypes('OrderUpdateRequested', 'OrderUpdated');
  expect(reduced.state).toMatchObject({ leavesQty: '0.5' });
  expect(reduced.state).not.toHaveProperty('asked.update');
});

describe('a stop that grows while it fills', () => {
  const growing = given(orderDecider, resting).when(update('0.7'));
  const facts = [...resting, ...growing.facts];
  test('F-O10 full by the old quantity it keeps working until the raise is answered', () => {
    const full = given(orderDecider, facts).when(report(says.fill('t1', '0.4')));
    expect(full.thenTypes('OrderFilled').state).toMatchObject({ status: 'working', leavesQty: '0' });
    const after = [...facts, ...full.facts];
    expect(given(orderDecider, after).when(report(says.updated('0.7'))).state).toMatchObject({ leavesQty: '0.3' });
    expect(given(orderDecider, after).when(report(says.updateRejected())).state).toMatchObject({ status: 'filled' });
  });
  test('a fill that fits only the raise proves the raise, and contradicts nothing', () => {
    const proof = given(orderDecider, facts).when(report(says.fill('t1', '0.5')));
    proof.thenTypes('OrderUpdated', 'OrderFilled');
    expect(proof.state).toMatchObject({ order: { quantity: '0.7' }, leavesQty: '0.2', contradictions: [] });
    given(orderDecider, [...facts, ...proof.facts])
      .when(report(says.updated('0.7')))
      .thenNothing();
  });
});

describe('F-O12 a protection that is delivered again after a crash', () => {
  const nth = (protectionNo: number, quantity: string): OrderCommand => {
    const command = update(quantity);
    return command.type === 'RequestUpdate' ? { ...command, protectionNo } : command;
  };

  test('takes no stop back to what it was before the newest one', () => {
    const grown = given(orderDecider, resting).when(nth(2, '0.5'), nth(3, '0.7'));
    grown.thenTypes('OrderUpdateRequested', 'OrderUpdateRequested');
    given(orderDecider, [...resting, ...grown.facts])
      .when(nth(2, '0.5'), nth(3, '0.7'))
      .thenNothing();
  });

  test('is overtaken also where the venue has answered the newest one', () => {
    const grown = given(orderDecider, resting).when(nth(2, '0.5'), nth(3, '0.7'), report(says.updated('0.7')));
    const done = [...resting, ...grown.facts];
    given(orderDecider, done).when(nth(2, '0.5')).thenNothing();
    given(orderDecider, done).when(nth(4, '0.6')).thenTypes('OrderUpdateRequested');
  });
});
