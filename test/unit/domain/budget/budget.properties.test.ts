import fc from 'fast-check';
import { budgetDecider, occasionSpent, spentOf } from '../../../../src/domain/budget/budget.decider.js';
import type { BudgetCommand, BudgetState } from '../../../../src/domain/budget/budget.decider.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';

const DAY = '0.3';
const OCCASION = '0.1';
const OCCASIONS = ['morning', 'noon', 'evening', 'night'];

const callId = fc.integer({ min: 0, max: 19 }).map(String);
/** USD in steps of a cent, so that limits are met exactly. */
const cents = fc.integer({ min: 0, max: 9 }).map((n) => text(dec(n).div(100)));

const reserve: fc.Arbitrary<BudgetCommand> = fc
  .record({ callId, occasion: fc.constantFrom(...OCCASIONS), amount: cents })
  .map((drawn) => ({
    type: 'ReserveSpend',
    at: 0,
    member: 'm',
    dayLimit: DAY,
    occasionLimit: OCCASION,
    ...drawn,
  }));
/** What a call costs, in hundredths of what was set apart for it. */
interface End {
  readonly callId: string;
  readonly share: number;
}
const end: fc.Arbitrary<End> = fc.record({ callId, share: fc.integer({ min: 0, max: 100 }) });
const released = callId.map((id): BudgetCommand => ({ type: 'ReleaseSpend', at: 0, callId: id }));
const acts = fc.array(fc.oneof({ weight: 3, arbitrary: reserve }, { weight: 2, arbitrary: end }, released), {
  maxLength: 60,
});

const asCommand = (act: BudgetCommand | End, state: BudgetState): BudgetCommand => {
  if ('type' in act) return act;
  const { amount = '0' } = state.open[act.callId] ?? {};
  return { type: 'SettleSpend', at: 0, callId: act.callId, cost: text(dec(amount).mul(act.share).div(100)) };
};

test('F-D10 no order of reservations, costs and crashes spends more than the day or an occasion may', () => {
  fc.assert(
    fc.property(acts, (drawn) => {
      let state = budgetDecider.initialState;
      for (const act of drawn) {
        const command = asCommand(act, state);
        state = budgetDecider.decide(command, state).reduce(budgetDecider.evolve, state);
        expect(budgetDecider.decide(command, state)).toEqual([]);
        expect(dec(spentOf(state)).lte(DAY)).toBe(true);
        for (const occasion of OCCASIONS) expect(dec(occasionSpent(state, occasion)).lte(OCCASION)).toBe(true);
        const all = OCCASIONS.reduce((sum, occasion) => sum.add(occasionSpent(state, occasion)), dec(0));
        expect(text(all)).toBe(spentOf(state));
      }
    }),
    { numRuns: 300 },
  );
});
