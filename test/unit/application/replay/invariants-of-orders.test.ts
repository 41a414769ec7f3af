import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { dec } from '../../../../src/domain/shared/decimal.js';
import {
  altered,
  audit,
  dataOf,
  find,
  inserted,
  itBites,
  more,
  ofPurpose,
  orderOf,
  realLog,
  typed,
  without,
  type Forged,
  type Log,
  type Which,
} from '../../../support/audited-log.js';

let log: Log;
beforeAll(async () => {
  log = await realLog(5, 3, '0.0005');
}, 120_000);

const both = (a: (data: Forged) => boolean, b: (data: Forged) => boolean) => (data: Forged) => a(data) && b(data);
/** An order that was neither filled nor ended for long after its acceptance. */
const longLived = (purpose: string): Which => {
  const ended = new Map<unknown, number>();
  for (const fact of log) {
    if (/^Order(Filled|Denied|Rejected|Canceled|Expired)$/.test(fact.type)) {
      const id = orderOf(dataOf(fact)).clientOrderId;
      ended.set(id, Math.min(ended.get(id) ?? Infinity, fact.metadata.at));
    }
  }
  return (fact) =>
    typed('OrderAccepted', ofPurpose(purpose))(fact) &&
    (ended.get(orderOf(dataOf(fact)).clientOrderId) ?? Infinity) - fact.metadata.at > 300_000;
};
const later = (fact: RecordedFact, ms: number) => ({ metadata: { ...fact.metadata, at: fact.metadata.at + ms } });
const gate = (type: string, data: Forged) => (beside: RecordedFact) => ({
  ...beside,
  type,
  data,
  stream: 'account-main',
});
const halt = gate('TradingHalted', { at: 0, reason: 'forged' });
const approval: Which = (fact) => fact.type === 'IntentApproved' || fact.type === 'IntentResized';

itBites([
  [
    1,
    'an order larger than its permission',
    /is for .* permitted by Intent/,
    () =>
      altered(log, typed('OrderInitialized', ofPurpose('entry')), (data) => ({ quantity: more('1')(data.quantity) })),
  ],
  [
    1,
    'an order on the other side',
    /side of order .* is buy, permitted/,
    () =>
      altered(
        log,
        typed(
          'OrderInitialized',
          both(ofPurpose('entry'), ({ side }) => side === 'sell'),
        ),
        () => ({ side: 'buy' }),
      ),
  ],
  [
    1,
    'an order in another instrument',
    /instrumentId of order/,
    () => altered(log, typed('OrderInitialized', ofPurpose('close')), () => ({ instrumentId: 'DOGE/USDT' })),
  ],
  [
    1,
    'a permission used by a second order',
    /was never given or is used up/,
    () =>
      inserted(log, 'after', typed('OrderInitialized', ofPurpose('entry')), (fact) => ({
        stream: 'order-second',
        data: { ...dataOf(fact), clientOrderId: 'second' },
      })),
  ],
  [
    1,
    'a stop permission beyond what is filled',
    /only .* is filled/,
    () => altered(log, typed('ProtectionChanged'), (data) => ({ quantity: more('1')(data.quantity) })),
  ],
  [
    1,
    'an update beyond the permission',
    /is raised to/,
    () => altered(log, typed('OrderUpdateRequested'), (data) => ({ quantity: more('1')(data.quantity) })),
  ],
  [
    1,
    'an order that stands at the venue twice',
    /for the 2\. time/,
    () => altered(log, typed('PaperOrderPlaced'), () => ({ placement: 2 })),
  ],
  [
    2,
    'an opening submitted 10.001 s after its approval',
    /10001 ms after it/,
    () => {
      const submitted = find(log, typed('OrderSubmitted', ofPurpose('entry')));
      return log.with(log.indexOf(submitted), { ...submitted, ...later(submitted, 10_001) });
    },
  ],
  [
    2,
    'an opening approved under a halt',
    /approved under a halt \(forged\)/,
    () => inserted(log, 'before', approval, halt),
  ],
  [
    2,
    'an opening approved under a pause',
    /approved under a pause/,
    () => inserted(log, 'before', approval, gate('TradingPaused', { reason: 'forged' })),
  ],
  [
    2,
    'an opening approved after the daily loss',
    /daily-loss breaker/,
    () => inserted(log, 'before', approval, gate('BreakerTripped', { breaker: 'daily-loss', until: Infinity })),
  ],
  [
    2,
    'an opening approved after the drawdown',
    /drawdown breaker/,
    () => inserted(log, 'before', approval, gate('BreakerTripped', { breaker: 'drawdown' })),
  ],
  [
    2,
    'an opening approved before the Monday after the weekly loss',
    /weekly-loss breaker until/,
    () => inserted(log, 'before', approval, gate('BreakerTripped', { breaker: 'weekly-loss', until: Infinity })),
  ],
  [
    2,
    'an opening approved after a weekly loss that nobody has reviewed',
    /weekly-loss breaker, not reviewed/,
    () => inserted(log, 'before', approval, gate('BreakerTripped', { breaker: 'weekly-loss', until: 0 })),
  ],
  [
    2,
    'an opening approved in safe mode',
    /degradation level 3/,
    () => inserted(log, 'before', approval, gate('DegradationChanged', { from: 1, to: 3, reason: 'forged' })),
  ],
  [
    2,
    'a halt that leaves an entry approved',
    /TradingHalted leaves the entry/,
    () => inserted(log, 'after', longLived('entry'), halt),
  ],
  [
    2,
    'a spike that leaves an entry of its instrument approved',
    /BreakerTripped leaves the entry/,
    () =>
      inserted(log, 'after', longLived('entry'), (beside) =>
        gate('BreakerTripped', { breaker: 'spike', instrumentId: orderOf(dataOf(beside)).instrumentId })(beside),
      ),
  ],
  [
    2,
    'a revoked intent whose order works on',
    /neither denied nor asked to be cancelled/,
    () =>
      inserted(log, 'after', longLived('entry'), (fact) => {
        const { clientOrderId, intentId, instrumentId } = orderOf(dataOf(fact));
        return gate('IntentRevoked', { clientOrderId, intentId, instrumentId, reason: 'forged' })(fact);
      }),
  ],
  [
    4,
    'an execution recorded twice',
    /is recorded twice/,
    () => inserted(log, 'after', typed('OrderFilled', ofPurpose('entry')), (fact) => ({ data: fact.data })),
  ],
  [
    4,
    'leaves that are not quantity - cumulative',
    /left of/,
    () =>
      altered(
        log,
        typed(
          'OrderFilled',
          both(ofPurpose('entry'), ({ leavesQty }) => leavesQty !== '0'),
        ),
        (data) => ({
          leavesQty: more('1')(data.leavesQty),
        }),
      ),
  ],
  [
    4,
    'an order that ends with another sum',
    /the fills sum to/,
    () => altered(log, typed('OrderCanceled'), (data) => ({ cumQty: more('1')(data.cumQty) })),
  ],
  [
    4,
    'a word of life after the end',
    /OrderAccepted of order .* after its end/,
    () =>
      inserted(log, 'after', typed('OrderCanceled'), (fact) => ({
        type: 'OrderAccepted',
        data: { order: orderOf(dataOf(fact)), venueOrderId: 'V', venueAt: 0 },
      })),
  ],
  [
    4,
    'an attempt sent again without knowing',
    /which may have arrived/,
    () =>
      inserted(log, 'after', typed('OrderSubmitted', ofPurpose('stop')), (fact) => ({
        data: { ...dataOf(fact), attempt: 2 },
      })),
  ],
  [
    4,
    'a fill booked out of turn',
    /fill 7 of order .* is booked after/,
    () => altered(log, typed('FillBooked'), () => ({ fillNo: 7 })),
  ],
  [
    5,
    'a stop that the venue never confirmed',
    /without protection since .* nothing closes it/,
    () => without(log, longLived('stop')),
  ],
  [
    5,
    'a stop for less than is filled',
    /without protection since/,
    () => {
      const which = longLived('stop');
      const { clientOrderId } = orderOf(dataOf(find(log, which)));
      return log.map((fact) => {
        const about = orderOf(dataOf(fact));
        if (about.clientOrderId !== clientOrderId || !/^Order(Initialized|Submitted|Updated)$/.test(fact.type))
          return fact;
        const smaller = {
          ...about,
          quantity: dec(about.quantity as string)
            .div(2)
            .toFixed(),
        };
        return { ...fact, data: fact.type === 'OrderInitialized' ? smaller : { ...dataOf(fact), order: smaller } };
      });
    },
  ],
]);

test('an exit step beyond the position is seen, beside the lock that it makes', () => {
  const larger = altered(
    log,
    typed('ExitStepped', ({ step }) => step === 1),
    (data) => ({ quantity: more('1')(data.quantity) }),
  );
  expect(audit(larger)).toMatchObject({
    broken: [1, 6],
    first: { sentence: expect.stringContaining('but the position is') },
  });
});

test('an approval taken out is seen by its order and by its submission', () => {
  expect(audit(without(log, approval)).broken).toEqual(expect.arrayContaining([1, 2]));
});
