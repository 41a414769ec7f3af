import type { SpendReserved } from '../../../src/domain/budget/budget.events.js';
import { HOUR } from '../../../src/domain/shared/time.js';
import { AdvisedDesk, NOON } from '../../support/llm/advised-desk.js';
import { dataOf, decided, endsOf, outcomes, votesOn } from '../../support/llm/cycle-view.js';
import type { Answerer } from '../../support/llm/fake-panel.js';
import { agrees, rules } from '../../support/llm/opinions.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';

/** An answer that costs 0.30 USD by the prices of the settings below. */
const dear: Answerer = (question) => {
  const answer = agrees(question);
  return answer.kind === 'says' ? { ...answer, tokens: { input: 300_000, output: 0 } } : answer;
};
const reserved = (log: readonly RecordedFact[]) => dataOf<SpendReserved['data']>(log, 'SpendReserved');

test('F-D10 the budget of a decision that is reached in its middle: the next member is not asked', async () => {
  const desk = await AdvisedDesk.start({
    panel: { deepseek: agrees, anthropic: agrees, openai: agrees },
    set: { 'models.deepseek.price': '1/1', 'models.anthropic.price': '10/10', 'models.openai.price': '1/1' },
    models: { decisionBudget: '0.02' },
  });
  try {
    const log = await desk.firstDecision();
    expect(votesOn(log)).toEqual({
      rules: 'open_long',
      anthropic: 'BUDGET',
      deepseek: 'open_long',
      openai: 'open_long',
    });
    expect(desk.panel.requests).toEqual({ deepseek: 1, anthropic: 0, openai: 1 });
    expect(reserved(log).map(({ member }) => member)).toEqual(['deepseek', 'openai']);
    // It was not asked, so there is no call to record; the seat still counts for the quorum.
    expect(outcomes(log).map(([member]) => member)).toEqual(['deepseek', 'openai']);
    expect(decided(log, 'ConsensusMeasured')[0]).toMatchObject({ panel: 4, validVotes: 3 });
    expect(endsOf(log)).toEqual(['long']);
  } finally {
    await desk.end();
  }
});

test('F-D10 a conflict for which no money is left is settled by the rules', async () => {
  const desk = await AdvisedDesk.start({
    panel: { openai: agrees },
    arbiters: { anthropic: rules('regime', 'proceed') },
    opinions: { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } },
    set: { 'models.openai.price': '1/1', 'models.anthropic.price': '100/100' },
    models: { decisionBudget: '0.02' },
  });
  try {
    const log = await desk.firstDecision();
    expect(desk.panel.requests).toEqual({ openai: 1, anthropic: 0 });
    expect(endsOf(log)).toEqual(['CONFLICT_REGIME']);
    expect(decided(log, 'ConflictResolved')).toMatchObject([{ resolver: 'rules', outcome: 'abort' }]);
  } finally {
    await desk.end();
  }
});

test('F-D10 at 80 % of the day decisions come half as often, at 100 % the rules decide alone until midnight', async () => {
  const desk = await AdvisedDesk.start({
    panel: { deepseek: dear },
    set: { 'models.deepseek.price': '1/0' },
    models: { dayBudget: '1', dayBudgetEquityShare: '1', decisionBudget: '0.9', when: 'always' },
  });
  try {
    while (desk.now < NOON + 13 * HOUR) await desk.minute();
    const log = await desk.facts();
    const asked = decided(log, 'CycleOpened').map(({ dueAt, panel, models }) => [
      (dueAt - NOON) / HOUR,
      panel.length > 1 ? 'asked' : models,
    ]);
    const spent = 'the money of the day is spent: rules alone';
    expect(asked).toEqual([
      [0, 'asked'],
      [1, 'asked'],
      // 0.90 of 1.00.
      [2, 'asked'],
      [4, 'asked'],
      [6, spent],
      [8, spent],
      [10, spent],
      // Another day.
      [12, 'asked'],
      [13, 'asked'],
    ]);
    expect(desk.panel.requests).toEqual({ deepseek: 6 });
    expect(dataOf<{ cost: string }>(log, 'SpendSettled').every(({ cost }) => cost === '0.3')).toBe(true);
  } finally {
    await desk.end();
  }
});
