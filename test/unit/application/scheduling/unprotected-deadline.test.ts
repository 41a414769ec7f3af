import { foldDeadlines, nextDeadline, type OpenDeadlines } from '../../../../src/application/scheduling/deadlines.js';
import type { ProtectionChanged } from '../../../../src/domain/account/account.events.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import { aFact } from '../../../support/facts.js';
import { aStop, T0 } from '../../../support/orders.js';

const DUE = 30_000;
const STOP = 'order-1';

const recorded = ({ type, data }: Fact, at: number): RecordedFact => {
  const fact = aFact(`${type} ${at}`, data, type);
  return { ...fact, stream: 'account-main', version: 0, position: '1', metadata: { ...fact.metadata, at } };
};

const protection = (n: number, quantity: string, at: number): RecordedFact => {
  const data: ProtectionChanged['data'] = {
    positionId: 'position-1',
    intentId: 'intent-1',
    book: 'trading',
    instrumentId: 'BTC/USDT',
    side: 'long',
    leverage: 1,
    n,
    action: n === 1 ? 'place' : 'amend',
    stopOrderId: STOP,
    quantity,
    stop: '59000',
    target: '62500',
    trailing: false,
    breakEven: false,
    reason: 'entry filled',
    since: at,
    dueAt: at + DUE,
  };
  return recorded({ type: 'ProtectionChanged', data }, at);
};

const stopSays = (type: 'OrderAccepted' | 'OrderUpdated', quantity: string, at: number) =>
  recorded({ type, data: { order: aStop({ quantity }), venueOrderId: 'V1', venueAt: at } }, at);

const after = (...facts: readonly RecordedFact[]) =>
  nextDeadline(facts.reduce<OpenDeadlines>((open, fact) => foldDeadlines(open, fact), {}))?.deadline;

test('F-O11 a further fill does not put off the end of what has no stop yet', () => {
  expect(after(protection(1, '0.4', T0), protection(2, '0.6', T0 + 25_000))).toMatchObject({
    kind: 'unprotected',
    n: 2,
    dueAt: T0 + DUE,
  });
});

test('F-O11 a stop that was accepted for less than is filled leaves the rest naked', () => {
  const late = [
    protection(1, '0.4', T0),
    protection(2, '0.6', T0 + 1_000),
    stopSays('OrderAccepted', '0.4', T0 + 2_000),
  ];
  expect(after(...late)).toMatchObject({ kind: 'unprotected', n: 2 });
  expect(after(...late, stopSays('OrderUpdated', '0.6', T0 + 3_000))).toBeUndefined();
});

test('what is protected has no clock; what is filled later starts one of its own', () => {
  const settled = [protection(1, '0.4', T0), stopSays('OrderAccepted', '0.4', T0)];
  expect(after(...settled)).toBeUndefined();
  expect(after(...settled, protection(2, '0.6', T0 + 50_000))).toMatchObject({ n: 2, dueAt: T0 + 50_000 + DUE });
});
