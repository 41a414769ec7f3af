import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import { given } from '../../../support/given.js';
import {
  absent,
  aClose,
  anEntry,
  aStop,
  cancel,
  DEADLINE,
  deny,
  history,
  initialize,
  notSent,
  report,
  says,
  SETTLED,
  stateAfter,
  submit,
  SUBMITTED_AT,
  T0,
  uncertain,
  update,
} from '../../../support/orders.js';

const order = anEntry();
const initialized = history(initialize());
const submitted = history(initialize(), submit());
const unsure = history(initialize(), submit(), uncertain);

describe('initialized', () => {
  test('is the order as it was permitted', () => {
    given(orderDecider, [])
      .when(initialize())
      .then([{ type: 'OrderInitialized', data: order }]);
  });
  test('happens once, whatever the details of the second', () => {
    given(orderDecider, initialized)
      .when(initialize(anEntry({ quantity: '2' })))
      .thenNothing();
  });
  test('an opening without an expiry and an order without a quantity are bugs', () => {
    const { approvalExpiresAt: _, ...endless } = anEntry();
    expect(() => given(orderDecider, []).when(initialize(endless))).toThrow('without an expiry');
    expect(() => given(orderDecider, []).when(initialize(anEntry({ quantity: '0' })))).toThrow('without a quantity');
  });

  test.each(['market', 'stop-loss', 'take-profit', 'trailing-stop'] as const)(
    'F-O23 an opening as a %s order is a bug: it would take any price',
    (type) => {
      expect(() => given(orderDecider, []).when(initialize(anEntry({ type })))).toThrow('at any price');
      expect(() => given(orderDecider, []).when(initialize(anEntry({ type, purpose: 'hodl' })))).toThrow(
        'at any price',
      );
    },
  );

  test('F-O23 so is a limit order without its limit; an exit may take any price', () => {
    const { price: _none, ...endless } = anEntry();
    expect(() => given(orderDecider, []).when(initialize(endless))).toThrow('at any price');
    const { price: _any, ...close } = aClose();
    expect(given(orderDecider, []).when(initialize({ ...close, type: 'market' })).facts).toHaveLength(1);
  });
  test('nothing but InitializeOrder begins a stream', () => {
    for (const command of [submit(), uncertain, absent(SETTLED), notSent(), deny, cancel(), update('1')]) {
      given(orderDecider, []).when(command).thenNothing();
    }
    given(orderDecider, [])
      .when(report(says.fill('t1', '1')))
      .thenNothing();
  });
});

describe('submitted', () => {
  test('one permission for one call, with the venue deadline at 5 s and the answer due at 10 s', () => {
    given(orderDecider, initialized)
      .when(submit())
      .then([
        {
          type: 'OrderSubmitted',
          data: { order, attempt: 1, deadline: SUBMITTED_AT + 5_000, dueAt: SUBMITTED_AT + 10_000 },
        },
      ]);
  });
  test('an attempt that is not the next one is not made', () => {
    given(orderDecider, initialized).when(submit(2)).thenNothing();
    given(orderDecider, submitted).when(submit(1)).thenNothing();
    given(orderDecider, submitted).when(submit(2)).thenNothing();
  });
  test('sends what was updated before, and has nothing left to ask', () => {
    const stop = aStop();
    const { facts, state } = given(orderDecider, history(initialize(stop), update('0.7', '59100'))).when(submit());
    expect(facts[0]?.data).toMatchObject({ order: { ...stop, quantity: '0.7', triggerPrice: '59100' } });
    expect(state).toMatchObject({ status: 'submitted', order: { quantity: '0.7' }, asked: { updateNo: 1 } });
    expect(state).not.toHaveProperty('asked.update');
  });
});

describe('approval', () => {
  const at = (ms: number) => submit(1, T0 + ms);
  test('F-O32 an opening is submitted up to the last instant of its approval', () => {
    given(orderDecider, initialized).when(at(9_999)).thenTypes('OrderSubmitted');
    given(orderDecider, initialized).when(at(10_000)).thenTypes('OrderSubmitted');
  });
  test('F-O32 an opening whose approval has expired is denied and never sent', () => {
    const expired = given(orderDecider, initialized).when(at(10_001));
    expired.then([
      {
        type: 'OrderDenied',
        data: {
          order,
          code: 'APPROVAL_EXPIRED',
          detail: `approved until ${T0 + 10_000}, to be submitted at ${T0 + 10_001}`,
        },
      },
    ]);
    expect(expired.state).toMatchObject({ status: 'denied', reason: 'APPROVAL_EXPIRED' });
    given(orderDecider, [...initialized, ...expired.facts])
      .when(submit())
      .thenNothing();
  });
  test('F-O32 a second attempt meets the same expiry', () => {
    given(orderDecider, history(initialize(), submit(), notSent()))
      .when(submit(2, T0 + 10_001))
      .thenTypes('OrderDenied');
  });
  test('F-O32 an approval revoked after a halt is denied before it is sent, and cancelled after', () => {
    given(orderDecider, initialized)
      .when(deny)
      .then([{ type: 'OrderDenied', data: { order, code: 'REVOKED', detail: 'halted' } }]);
    given(orderDecider, history(initialize(), deny)).when(submit()).thenNothing();
    given(orderDecider, submitted).when(deny).thenNothing();
    given(orderDecider, submitted).when(cancel()).thenTypes('OrderCancelRequested');
  });
  test('F-O30 a stop and an exit are sent however old their permission is', () => {
    for (const details of [aStop(), aClose(), aStop({ approvalExpiresAt: T0 }), aClose({ approvalExpiresAt: T0 })]) {
      given(orderDecider, history(initialize(details)))
        .when(submit(1, T0 + 86_400_000))
        .thenTypes('OrderSubmitted');
    }
  });
});

describe('surely not sent', () => {
  test('is the only way to a second attempt, after 1 s and at most a quarter more', () => {
    const { facts } = given(orderDecider, submitted).when(notSent()).thenTypes('OrderNotSent');
    const { dueAt } = facts[0]?.data as { dueAt: number };
    expect(dueAt).toBeGreaterThanOrEqual(SUBMITTED_AT + 10 + 1_000);
    expect(dueAt).toBeLessThan(SUBMITTED_AT + 10 + 1_250);
    given(orderDecider, [...submitted, ...facts])
      .when(submit(2, dueAt))
      .thenTypes('OrderSubmitted');
    given(orderDecider, [...submitted, ...facts])
      .when(submit(1, dueAt))
      .thenNothing();
  });
  test('the second pause is twice as long', () => {
    const twice = history(initialize(aStop()), submit(), notSent(), submit(2));
    const { dueAt } = given(orderDecider, twice).when(notSent(2)).facts[0]?.data as { dueAt: number };
    expect(dueAt).toBeGreaterThanOrEqual(SUBMITTED_AT + 10 + 2_000);
    expect(dueAt).toBeLessThan(SUBMITTED_AT + 10 + 2_500);
  });
  test('the third time ends the order', () => {
    const third = history(initialize(aStop()), submit(), notSent(), submit(2), notSent(2), submit(3));
    const end = given(orderDecider, third).when(notSent(3)).thenTypes('OrderNotSent', 'OrderDenied');
    expect(end.state).toMatchObject({ status: 'denied', reason: 'NOT_SENT' });
    expect(end.facts[0]?.data).not.toHaveProperty('dueAt');
    given(orderDecider, [...third, ...end.facts])
      .when(submit(4))
      .thenNothing();
  });
  test('an order that was to be cancelled is denied instead of being sent again', () => {
    const end = given(orderDecider, history(initialize(), submit(), cancel())).when(notSent());
    end.thenTypes('OrderNotSent', 'OrderDenied');
    expect(end.state).toMatchObject({ status: 'denied', reason: 'REVOKED' });
  });
  test('the answer to another attempt is ignored', () => {
    given(orderDecider, submitted).when(notSent(2)).thenNothing();
  });
  test('F-O2 a venue that lied about it and has the order is believed: nothing is sent again', () => {
    const heard = history(initialize(), submit(), notSent(), report(says.accepted()));
    given(orderDecider, heard).when(submit(2)).thenNothing();
    const filled = history(initialize(), submit(), notSent(), report(says.fill('t1', '1')));
    given(orderDecider, filled).when(submit(2)).thenNothing();
  });
});

describe('uncertain', () => {
  test('is asked about 30 s past the deadline, whenever it was noticed', () => {
    for (const at of [SUBMITTED_AT + 1, T0 + 11_000, T0 + 3_600_000]) {
      given(orderDecider, submitted)
        .when({ type: 'RecordUncertain', at, detail: 'timeout' })
        .then([
          {
            type: 'OrderSubmissionUncertain',
            data: { order, attempt: 1, detail: 'timeout', absentReads: [], dueAt: SETTLED },
          },
        ]);
    }
  });
  test('of an attempt that is no longer the present one says nothing', () => {
    const second = history(initialize(), submit(), notSent(), submit(2));
    given(orderDecider, second)
      .when({ ...uncertain, attempt: 1 } as typeof uncertain)
      .thenNothing();
    given(orderDecider, second)
      .when({ ...uncertain, attempt: 2 } as typeof uncertain)
      .thenTypes('OrderSubmissionUncertain');
  });
  test('F-O1 an uncertain order is never sent again', () => {
    for (const attempt of [1, 2, 3]) given(orderDecider, unsure).when(submit(attempt)).thenNothing();
    // Not even where the answer "not sent" comes after all: whoever waited for it no longer decides.
    given(orderDecider, unsure).when(notSent(), submit(1), submit(2)).thenNothing();
    given(orderDecider, unsure).when(absent(SETTLED), submit(1), submit(2)).thenTypes('OrderSubmissionUncertain');
    given(orderDecider, unsure)
      .when(absent(SETTLED), absent(SETTLED + 5_000), submit(1), submit(2))
      .thenTypes('OrderSubmissionUncertain', 'OrderRejected');
  });
  test('F-O2 an order whose fill is found is never sent again', () => {
    given(orderDecider, unsure)
      .when(report(says.fill('t1', '1')), submit(1), submit(2))
      .thenTypes('OrderFilled');
  });
  test('F-O24 a submission cut in half by a timeout after the venue accepted goes on as one order', () => {
    const story = given(orderDecider, unsure).when(report(says.accepted()), submit(2), report(says.fill('t1', '1')));
    story.thenTypes('OrderAccepted', 'OrderFilled');
    expect(story.state).toMatchObject({ status: 'filled', fills: { cumQty: '1' } });
  });
  test('a refusal that comes late ends it', () => {
    given(orderDecider, unsure)
      .when(report(says.rejected('EOrder:Deadline elapsed')))
      .then([{ type: 'OrderRejected', data: { order, reason: 'EOrder:Deadline elapsed', cumQty: '0' } }]);
  });
});

describe('F-O18 not found is not canceled', () => {
  const first = history(initialize(), submit(), uncertain, absent(SETTLED));
  test('F-O18 a look-up before 30 s past the deadline proves nothing', () => {
    for (const at of [SUBMITTED_AT, DEADLINE, SETTLED - 1]) {
      given(orderDecider, unsure).when(absent(at)).thenNothing();
      given(orderDecider, submitted).when(absent(at)).thenNothing();
    }
  });
  test('F-O18 the first look-up that counts asks for a second, 5 s later', () => {
    given(orderDecider, unsure)
      .when(absent(SETTLED))
      .then([
        {
          type: 'OrderSubmissionUncertain',
          data: {
            order,
            attempt: 1,
            detail: 'not listed by the venue',
            absentReads: [SETTLED],
            dueAt: SETTLED + 5_000,
          },
        },
      ]);
    given(orderDecider, submitted).when(absent(SETTLED)).thenTypes('OrderSubmissionUncertain');
  });
  test('F-O18 a second look-up that comes too soon proves nothing', () => {
    given(orderDecider, first)
      .when(absent(SETTLED), absent(SETTLED + 4_999))
      .thenNothing();
  });
  test('F-O18 two look-ups prove that it never arrived: rejected, with both', () => {
    given(orderDecider, first)
      .when(absent(SETTLED + 5_000))
      .then([
        {
          type: 'OrderRejected',
          data: { order, reason: 'NEVER_ARRIVED', absentReads: [SETTLED, SETTLED + 5_000], cumQty: '0' },
        },
      ]);
  });
  test('F-O18 an order found between the two look-ups lives', () => {
    given(orderDecider, first)
      .when(report(says.accepted()), absent(SETTLED + 5_000))
      .thenTypes('OrderAccepted', 'OrderContradicted');
  });
  test('F-O18 a working order that is nowhere keeps working; the contradiction is recorded once', () => {
    const working = history(initialize(), submit(), report(says.accepted()), report(says.fill('t1', '0.4')));
    const { state } = given(orderDecider, working)
      .when(absent(SETTLED), absent(SETTLED + 5_000), absent(SETTLED + 60_000))
      .thenTypes('OrderContradicted');
    expect(state).toMatchObject({ status: 'working', contradictions: ['absent'], leavesQty: '0.6' });
  });
  test('F-O18 an order that was never sent, or has ended, is not concerned', () => {
    given(orderDecider, initialized).when(absent(SETTLED)).thenNothing();
    expect(stateAfter(initialize(), deny, absent(SETTLED))).toMatchObject({ status: 'denied', contradictions: [] });
  });
});
