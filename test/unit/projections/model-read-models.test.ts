import { budgetDecider } from '../../../src/domain/budget/budget.decider.js';
import { spentOf } from '../../../src/domain/budget/budget.decider.js';
import type { BudgetFact } from '../../../src/domain/budget/budget.events.js';
import { add } from '../../../src/domain/shared/decimal.js';
import type { Projection } from '../../../src/projections/projection.js';
import { componentsProjection } from '../../../src/projections/components/components.projection.js';
import { conflictsProjection } from '../../../src/projections/conflicts/conflicts.projection.js';
import { decisionsProjection } from '../../../src/projections/decisions/decisions.projection.js';
import { modelCallsProjection } from '../../../src/projections/model-calls/model-calls.projection.js';
import { modelSpendProjection, type SpendDay } from '../../../src/projections/model-spend/model-spend.projection.js';
import { tasksProjection } from '../../../src/projections/tasks/tasks.projection.js';
import { recorded } from '../../support/desk-log.js';
import { rowsAfter } from '../../support/folded.js';
import { DATE, HOSTILE, modelStory, MODELS_SENTENCE, T0, T1 } from '../../support/model-story.js';

const facts = recorded(modelStory);
const rows = (projection: Projection, table: string) => rowsAfter(projection, table, facts);

describe('calls of models', () => {
  test('are rows without the texts, each leading to its fact', () => {
    const calls = rows(modelCallsProjection, 'calls');
    expect(calls.map(({ callId }) => callId)).toEqual([8, 1, 2, 3, 4, 5, 6, 7].map((n) => `call-${n}`));
    expect(JSON.stringify(calls)).not.toContain(HOSTILE.slice(0, 8));
    const first = calls[1] as { stream: string; version: number };
    expect(first).toMatchObject({ cycleId: 'cycle-a', purpose: 'vote', prompt: { version: 3 }, instruments: [] });
    const fact = facts.find(({ stream, version }) => stream === first.stream && version === first.version);
    expect(fact).toMatchObject({ type: 'ModelConsulted', data: { callId: 'call-1', answer: HOSTILE } });
  });

  test('recorded with two signals is one call about two instruments', () => {
    expect(rows(modelCallsProjection, 'calls')[0]).toMatchObject({
      purpose: 'sentiment',
      instruments: ['BTC/USDT', 'XRP/USDT'],
      stream: 'signal-sentiment.BTC/USDT',
    });
  });

  test('are counted by day, member and outcome', () => {
    const steady = rows(modelCallsProjection, 'outcomes').filter(({ member }) => member === 'steady');
    expect(steady).toEqual([
      { date: DATE, member: 'steady', outcome: 'TIMEOUT', calls: 1, cost: '0' },
      { date: DATE, member: 'steady', outcome: 'answered', calls: 2, cost: '0.0017' },
    ]);
  });
});

describe('money of models', () => {
  test('is what ended calls cost and what open ones may cost, by member', () => {
    expect(rows(modelSpendProjection, 'days')).toEqual([
      {
        date: DATE,
        spent: '0.0013',
        open: '0.03',
        limit: '1',
        occasionLimit: '0.1',
        members: [
          { member: 'slow', spent: '0.0002', open: '0', reservations: 1 },
          { member: 'steady', spent: '0.0011', open: '0', reservations: 1 },
          { member: 'wild', spent: '0', open: '0.03', reservations: 2 },
        ],
      },
    ]);
    expect(rows(modelSpendProjection, 'reservations')).toEqual([{ member: 'wild', amount: '0.03' }]);
  });

  test('comes to what the budget itself counts', () => {
    const own = facts.filter(({ stream }) => stream.startsWith('modelBudget-'));
    const state = own.reduce((s, { type, data }) => budgetDecider.evolve(s, { type, data } as BudgetFact), {
      ...budgetDecider.initialState,
    });
    const [day] = rows(modelSpendProjection, 'days') as unknown as readonly SpendDay[];
    expect(add(day?.spent ?? '', day?.open ?? '')).toBe(spentOf(state));
  });
});

test('a conflict is one row, with who settled it and how fast', () => {
  expect(rows(conflictsProjection, 'conflicts')).toEqual([
    {
      cycleId: 'cycle-a',
      instrumentId: 'BTC/USDT',
      kind: 'regime',
      at: T0 + 1_500,
      resolver: 'model',
      by: 'primary',
      outcome: 'modify',
      latencyMs: 2_500,
    },
  ]);
});

test('tasks know their last run, how it ended, and who switched them off', () => {
  expect(rows(tasksProjection, 'tasks')).toMatchObject([
    { task: 'sentiment', enabled: false, switched: { by: 'ada', reason: 'the feed is broken' }, runs: 0 },
    { task: 'trading-decision', dueAt: T1, status: 'timeout', runs: 2, failures: 1, failuresInARow: 1, enabled: true },
  ]);
  expect(rows(tasksProjection, 'agents')).toMatchObject([
    { agent: 'sentiment', instrumentId: 'BTC/USDT', lastOutcome: 'invalid_answer', recorded: 0, missed: 1 },
    { agent: 'sentiment', instrumentId: 'XRP/USDT', missedInARow: 1 },
  ]);
});

test('a component has the level of its last report, since that level was reached', () => {
  expect(rows(componentsProjection, 'components')).toMatchObject([
    { component: 'model:steady', level: 2, since: T0 + 180_000, failures: 3 },
  ]);
  expect(rows(componentsProjection, 'overall')).toEqual([{ level: 2, since: T0 + 180_000 }]);
});

test('a decision shows its calls, what was late, and who settled the conflict', () => {
  const [leg] = rows(decisionsProjection, 'legs');
  expect(leg).toMatchObject({
    models: MODELS_SENTENCE,
    panel: ['rules', 'steady', 'slow', 'wild'],
    seen: { bid: '59994', ask: '60006', outside: [{ agent: 'weather' }] },
    discarded: [{ member: 'slow', reason: 'LATE', said: { action: 'open_long', confidence: '0.6' } }],
    conflicts: [{ resolver: 'model', by: 'primary', modification: { sizeFactor: '0.5' }, latencyMs: 2_500 }],
  });
  expect((leg as { calls: { callId: string; purpose: string }[] }).calls.map((c) => [c.callId, c.purpose])).toEqual([
    ['call-1', 'vote'],
    ['call-2', 'vote'],
    ['call-3', 'vote'],
    ['call-4', 'ruling'],
  ]);
});
