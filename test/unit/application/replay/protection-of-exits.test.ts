import type { AuditFact } from '../../../../src/application/replay/invariants/invariant.js';
import { ProtectionInvariant } from '../../../../src/application/replay/invariants/protection.invariant.js';
import { NOON } from '../../../support/account.js';
import { aClose, aStop } from '../../../support/orders.js';

const SECOND = 1_000;
const of = { positionId: 'p', book: 'trading', instrumentId: 'BTC/USDT', exitId: 'x' };
const stop = (n: number, quantity = '0.02') => aStop({ clientOrderId: `stop-${n}`, positionId: 'p', quantity });
const rung = (n: number, quantity = '0.02') => aClose({ clientOrderId: `rung-${n}`, positionId: 'p', quantity });

/** Seconds from noon, type, data. */
type Told = readonly [at: number, type: string, data: object];

const audit = (story: readonly Told[], until: number) => {
  const invariant = new ProtectionInvariant();
  for (const [at, type, data] of story) {
    const now = NOON + at * SECOND;
    invariant.tick(now);
    const stream = type.startsWith('Order') ? 'order-o' : 'account-paper';
    invariant.feed({ type, data, stream, metadata: { at: now } } as unknown as AuditFact);
  }
  invariant.tick(NOON + until * SECOND);
  return invariant.tally;
};

const opened: readonly Told[] = [
  [0, 'PositionOpened', { ...of, quantity: '0.02', levels: { stop: '59000' } }],
  [0, 'OrderInitialized', stop(1)],
  [0, 'OrderAccepted', { order: stop(1) }],
];
/** A cash exit that is down to its first market order, which finds nobody. */
const onMarket: readonly Told[] = [
  ...opened,
  [60, 'ExitTriggered', { ...of, quantity: '0.02' }],
  [60, 'OrderCanceled', { order: stop(1) }],
  [60, 'ExitStepped', { ...of, step: 4 }],
  [60, 'OrderInitialized', rung(4)],
  [61, 'OrderCanceled', { order: rung(4) }],
];
const placedAgain = (at: number): readonly Told[] => [
  [at, 'OrderInitialized', stop(2)],
  [at + 1, 'OrderAccepted', { order: stop(2) }],
];

test('a minute between two market orders is fine under a stop', () => {
  expect(audit([...onMarket, ...placedAgain(61)], 120).violations).toBe(0);
});

test('F-O9 F-O12 without one it is not, after 30 s', () => {
  expect(audit(onMarket, 91).violations).toBe(0);
  expect(audit(onMarket, 92).violations).toBe(1);
  const unconfirmed: Told = [62, 'OrderInitialized', stop(2)];
  expect(audit([...onMarket, unconfirmed], 92).violations).toBe(1);
});

test('one that nobody confirmed is recalled after 30 s, and then the order follows within 3', () => {
  const recalled: readonly Told[] = [...onMarket, [62, 'OrderInitialized', stop(2)], [91, 'StopRecalled', of]];
  expect(audit(recalled, 94).violations).toBe(0);
  expect(audit(recalled, 95).violations).toBe(1);
});

test('a recalled stop is followed by an order within 3 s', () => {
  const recalled: readonly Told[] = [
    ...onMarket,
    ...placedAgain(61),
    [121, 'StopRecalled', of],
    [121, 'OrderCanceled', { order: stop(2) }],
  ];
  expect(audit(recalled, 124).violations).toBe(0);
  expect(audit(recalled, 125).violations).toBe(1);
  expect(audit([...recalled, [122, 'OrderInitialized', rung(5)]], 150).violations).toBe(0);
});

test('the ladder has 3 s from limit to limit', () => {
  const onLimit = onMarket.map(([at, type, data]): Told => [
    at,
    type,
    type === 'ExitStepped' ? { ...data, limit: '59700' } : data,
  ]);
  expect(audit(onLimit, 64).violations).toBe(0);
  expect(audit(onLimit, 65).violations).toBe(1);
});

describe('a part of a cash position', () => {
  const sold: readonly Told[] = [
    ...opened,
    [60, 'ExitTriggered', { ...of, quantity: '0.01' }],
    [60, 'OrderCanceled', { order: stop(1) }],
    [60, 'ExitStepped', { ...of, step: 1, limit: '59700' }],
    [60, 'OrderInitialized', rung(1, '0.01')],
    [61, 'OrderFilled', { order: rung(1, '0.01'), leavesQty: '0' }],
    [61, 'PositionChanged', { ...of, quantity: '0.01' }],
    [61, 'ExitEnded', { ...of, outcome: 'reduced' }],
  ];
  test('F-O9 its rest has a stop within 30 s', () => {
    const placed: readonly Told[] = [
      [61, 'OrderInitialized', stop(2, '0.01')],
      [62, 'OrderAccepted', { order: stop(2, '0.01') }],
    ];
    expect(audit([...sold, ...placed], 200).violations).toBe(0);
    expect(audit(sold, 91).violations).toBe(0);
    expect(audit(sold, 92).violations).toBe(1);
  });
});
