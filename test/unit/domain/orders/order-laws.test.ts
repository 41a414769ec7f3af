import fc from 'fast-check';
import { dec } from '../../../../src/domain/shared/decimal.js';
import type { OrderReport } from '../../../../src/domain/orders/order-report.js';
import type { OrderCommand } from '../../../../src/domain/orders/order.commands.js';
import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderFact } from '../../../../src/domain/orders/order.events.js';
import { isClosed, type OrderState } from '../../../../src/domain/orders/order.state.js';
import {
  absent,
  aClose,
  anEntry,
  aStop,
  cancel,
  deny,
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

const quantity = fc.constantFrom('0.1', '0.3', '0.4', '0.70', '1', '1.2', '0', 'NaN');
const price = fc.constantFrom('59000', '60000', '60100.5');

const said: fc.Arbitrary<OrderReport> = fc.oneof(
  fc.constantFrom(
    says.accepted(),
    says.accepted('V2'),
    says.rejected(),
    says.triggered(),
    says.canceled(),
    says.expired(),
    says.cancelRejected(),
    says.updateRejected(),
  ),
  fc.tuple(fc.constantFrom('t1', 't2', 't3', 't4'), quantity, price).map(([id, qty, px]) => says.fill(id, qty, px)),
  fc
    .tuple(quantity, price, fc.integer({ min: 0, max: 3 }))
    .map(([qty, px, ms]) => says.updated(qty, px, VENUE_AT + ms)),
);

const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  { weight: 5, arbitrary: said.map(report) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }).map((attempt) => submit(attempt)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((attempt) => notSent(attempt)) },
  { weight: 1, arbitrary: fc.constantFrom(uncertain, deny, cancel(), cancel('operator')) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 12 }).map((s) => absent(SETTLED + s * 1_000)) },
  { weight: 1, arbitrary: fc.tuple(quantity, price).map(([qty, px]) => update(qty, px)) },
);
/** Most lives begin in the usual way, or nothing interesting would ever happen. */
const commands = fc
  .tuple(fc.constantFrom(anEntry(), aStop(), aClose()), fc.boolean(), fc.array(command, { maxLength: 25 }))
  .map(([details, sent, rest]) => [initialize(details), ...(sent ? [submit()] : []), ...rest]);

/** Runs the commands; `each` sees every step. */
const live = (
  all: readonly OrderCommand[],
  each: (before: OrderState, facts: readonly OrderFact[], after: OrderState, command: OrderCommand) => void,
): void => {
  let state = orderDecider.initialState;
  for (const one of all) {
    const facts = orderDecider.decide(one, state);
    const after = facts.reduce<OrderState>((folded, fact) => orderDecider.evolve(folded, fact), state);
    each(state, facts, after, one);
    state = after;
  }
};

const always = (each: Parameters<typeof live>[1]): void =>
  fc.assert(
    fc.property(commands, (all) => live(all, each)),
    { numRuns: 1_000, seed: 20_231_114 },
  );

test('law: a repeat of any command yields nothing, and what is decided can be folded', () => {
  always((_, __, after, one) => expect(orderDecider.decide(one, after)).toEqual([]));
});

test('law: cumulative + leaves = quantity while working', () => {
  always((_, __, after) => {
    if (after.status !== 'working') return;
    const { cumQty, trades } = after.fills;
    expect(dec(cumQty).add(after.leavesQty).eq(after.order.quantity)).toBe(true);
    const sum = Object.values(trades).reduce((total, trade) => total.add(trade.lastQty), dec(0));
    expect(sum.eq(cumQty)).toBe(true);
  });
});

test('law F-O1: one submission at most, unless each before it was surely not sent', () => {
  always((before, facts) => {
    if (facts.some((fact) => fact.type === 'OrderSubmitted')) expect(before.status).toBe('initialized');
  });
  fc.assert(
    fc.property(commands, (all) => {
      const types: string[] = [];
      live(all, (_, facts) => types.push(...facts.map((fact) => fact.type)));
      const between = types.filter((type) => type === 'OrderSubmitted' || type === 'OrderNotSent');
      between.forEach((type, i) => expect(type).toBe(i % 2 === 0 ? 'OrderSubmitted' : 'OrderNotSent'));
      expect(between.filter((type) => type === 'OrderSubmitted').length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

test('law: beyond its end an order changes only by a late fill or a recorded contradiction', () => {
  always((before, facts) => {
    if (before.status === 'none' || !isClosed(before)) return;
    for (const fact of facts) expect(['OrderFilled', 'OrderContradicted']).toContain(fact.type);
    for (const fact of facts) if (fact.type === 'OrderFilled') expect(fact.data.late).toBe(true);
  });
});

test('law: no trade id is booked twice, and fills are numbered without a gap', () => {
  fc.assert(
    fc.property(commands, (all) => {
      const fills: { tradeId: string; fillNo: number }[] = [];
      live(all, (_, facts) => facts.forEach((fact) => fact.type === 'OrderFilled' && fills.push(fact.data)));
      expect(new Set(fills.map((fill) => fill.tradeId)).size).toBe(fills.length);
      expect(fills.map((fill) => fill.fillNo)).toEqual(fills.map((_, i) => i));
    }),
    { numRuns: 1_000, seed: 11 },
  );
});

test('law: only a stop ever grows', () => {
  always((before, _, after) => {
    if (before.status === 'none' || after.status === 'none' || before.order.purpose === 'stop') return;
    expect(dec(after.order.quantity).lte(before.order.quantity)).toBe(true);
  });
});

test('law: a state is plain JSON, and contradictions are bounded by kinds and trades', () => {
  always((_, __, after) => {
    expect(JSON.parse(JSON.stringify(after))).toEqual(after);
    if (after.status === 'none') return;
    expect(new Set(after.contradictions).size).toBe(after.contradictions.length);
    expect(after.contradictions.length).toBeLessThanOrEqual(9 + 4);
  });
});
