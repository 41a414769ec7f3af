import { budgetDecider, isReserved, occasionSpent, spentOf } from '../../../../src/domain/budget/budget.decider.js';
import type { BudgetCommand } from '../../../../src/domain/budget/budget.decider.js';
import type { BudgetFact, SpendReserved } from '../../../../src/domain/budget/budget.events.js';
import { given } from '../../../support/given.js';

const LIMITS = { dayLimit: '1', occasionLimit: '0.1' };
type Terms = Partial<SpendReserved['data']>;

const terms = (callId: string, more: Terms = {}): SpendReserved['data'] => ({
  callId,
  occasion: 'noon',
  member: 'deepseek',
  amount: '0.04',
  ...LIMITS,
  ...more,
});
const reserve = (callId: string, more: Terms = {}): BudgetCommand => ({
  type: 'ReserveSpend',
  at: 1,
  ...terms(callId, more),
});
const reserved = (callId: string, more: Terms = {}): BudgetFact => ({
  type: 'SpendReserved',
  data: terms(callId, more),
});
const settle = (callId: string, cost: string): BudgetCommand => ({ type: 'SettleSpend', at: 2, callId, cost });
const settled = (callId: string, cost: string): BudgetFact => ({ type: 'SpendSettled', data: { callId, cost } });
const release = (callId: string): BudgetCommand => ({ type: 'ReleaseSpend', at: 2, callId });
const fresh = () => given(budgetDecider, []);

describe('F-D10 money for a call of a model', () => {
  test('is set apart before the call and counts as spent', () => {
    const { state } = fresh()
      .when(reserve('a'))
      .then([reserved('a')]);
    expect([isReserved(state, 'a'), spentOf(state), occasionSpent(state, 'noon')]).toEqual([true, '0.04', '0.04']);
  });

  test.each([
    ['up to the limit of the day', { occasionLimit: '9', amount: '0.96' }, true],
    ['not beyond it', { occasionLimit: '9', amount: '0.96000001' }, false],
    ['up to the limit of the occasion', { amount: '0.06' }, true],
    ['not beyond it', { amount: '0.06000001' }, false],
    ['for another occasion as if it were the first', { occasion: 'one', amount: '0.1' }, true],
    ['for nothing, at a limit that is reached', { dayLimit: '0.04', amount: '0' }, true],
    ['for nothing, beyond it', { dayLimit: '0.03', amount: '0' }, false],
  ])('goes %s', (_, more, goes) => {
    const { facts, state } = given(budgetDecider, [reserved('a')]).when(reserve('b', more));
    expect([facts.length, isReserved(state, 'b')]).toEqual([goes ? 1 : 0, goes]);
  });

  test('of a call that a crash left without an end stays spent', () => {
    const open = given(budgetDecider, [reserved('a', { amount: '0.08' })]);
    open.when(reserve('b')).thenNothing();
    expect(spentOf(open.state())).toBe('0.08');
  });

  test('is what the call really cost once that is known', () => {
    const { state } = given(budgetDecider, [reserved('a')])
      .when(settle('a', '0.0123'))
      .then([settled('a', '0.0123')]);
    expect([isReserved(state, 'a'), spentOf(state), occasionSpent(state, 'noon')]).toEqual([false, '0.0123', '0.0123']);
  });

  test('is booked as it is where the call cost more than was set apart: the next one waits', () => {
    const { state } = given(budgetDecider, [reserved('a')])
      .when(settle('a', '0.2'), reserve('b', { amount: '0' }))
      .then([settled('a', '0.2')]);
    expect(spentOf(state)).toBe('0.2');
  });

  test('is free again where the call was not made', () => {
    const { state } = given(budgetDecider, [reserved('a')])
      .when(release('a'))
      .then([{ type: 'SpendReleased', data: { callId: 'a' } }]);
    expect([spentOf(state), occasionSpent(state, 'noon')]).toEqual(['0', '0']);
  });

  test('is set apart and booked once for a call, whatever is said again', () => {
    given(budgetDecider, [reserved('a'), settled('a', '0.01')])
      .when(reserve('a'), settle('a', '0.02'), release('a'), settle('stranger', '1'), release('stranger'))
      .thenNothing();
  });

  test.each(['NaN', 'Infinity', '-0.01', '', 'five'])('of %j is a bug, not an amount', (amount) => {
    expect(() => fresh().when(reserve('a', { amount }))).toThrow('amount of money');
    expect(() => fresh().when(reserve('a', { dayLimit: amount }))).toThrow('amount of money');
    expect(() => given(budgetDecider, [reserved('a')]).when(settle('a', amount))).toThrow('amount of money');
  });

  test('cannot be settled or set apart twice in the log', () => {
    expect(() => given(budgetDecider, [settled('a', '1')])).toThrow('no money was reserved');
    expect(() => given(budgetDecider, [reserved('a'), reserved('a')])).toThrow('reserved before');
  });
});
