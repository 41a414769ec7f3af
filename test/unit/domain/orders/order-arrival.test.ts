import type { OrderReport } from '../../../../src/domain/orders/order-report.js';
import type { OrderState } from '../../../../src/domain/orders/order.state.js';
import { aStop, history, initialize, report, says, stateAfter, submit, uncertain } from '../../../support/orders.js';

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) =>
        permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
      );

const afterAll = (reports: readonly OrderReport[], doubt: boolean): OrderState =>
  stateAfter(initialize(), submit(), ...(doubt ? [uncertain] : []), ...reports.map(report));

const life = [says.accepted(), says.fill('t1', '0.4'), says.fill('t2', '0.3', '60100')];
const whole = [says.accepted(), says.fill('t1', '0.4'), says.fill('t2', '0.6', '60100')];

describe.each([
  ['canceled', [...life, says.canceled()], 'canceled', '0.7'],
  ['expired', [...life, says.expired()], 'expired', '0.7'],
  ['filled', whole, 'filled', '1'],
  ['canceled and filled', [...whole, says.canceled()], 'filled', '1'],
  ['expired and filled', [...whole, says.expired()], 'filled', '1'],
  ['accepted, filled and rejected', [...life, says.rejected()], 'rejected', '0.7'],
  ['still working', life, 'working', '0.7'],
] as const)('F-O4 F-O5 %s', (_, reports, status, cumQty) => {
  // With a repeated fill and a repeated acceptance: 120 to 720 orders of arrival, each with and without doubt before.
  const twice = [...reports, says.fill('t1', '0.4'), says.accepted()];
  const expected = afterAll(twice, false);
  test('F-O4 F-O5 every order of arrival ends in the same state', () => {
    expect(expected).toMatchObject({ status, fills: { cumQty } });
    const different = permutations(twice).filter(
      (order) => !same(afterAll(order, false), expected) || !same(afterAll(order, true), expected),
    );
    expect(different).toEqual([]);
  });
});

/** Keys in any order, as a state's hash compares them. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
const same = (a: OrderState, b: OrderState): boolean => canonical(a) === canonical(b);

test('F-O4 a stop: accepted, triggered and filled in any order', () => {
  const reports = [says.accepted(), says.triggered(), says.fill('t1', '0.1'), says.fill('t2', '0.2'), says.triggered()];
  const states = permutations(reports).map((order) => stateAfter(initialize(aStop()), submit(), ...order.map(report)));
  const [first] = states;
  expect(first).toMatchObject({ status: 'working', triggered: true, leavesQty: '0.1' });
  expect(states.every((state) => same(state, first as OrderState))).toBe(true);
});

test('F-O4 two ends: either stands first, and the other is a recorded contradiction', () => {
  for (const order of permutations([...life, says.canceled(), says.expired()])) {
    const state = afterAll(order, false);
    expect(state).toMatchObject({ contradictions: ['two-ends'], fills: { cumQty: '0.7' } });
  }
});

test('F-O4 an execution is booked once in every order of arrival, and numbered from 0', () => {
  for (const order of permutations([...whole, says.canceled(), says.fill('t2', '0.6', '60100')])) {
    const fills = history(initialize(), submit(), ...order.map(report)).filter((fact) => fact.type === 'OrderFilled');
    expect(fills.map((fact) => fact.data.fillNo)).toEqual([0, 1]);
    expect(new Set(fills.map((fact) => fact.data.tradeId))).toEqual(new Set(['t1', 't2']));
  }
});
