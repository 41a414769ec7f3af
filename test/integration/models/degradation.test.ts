import { HOUR } from '../../../src/domain/shared/time.js';
import { AdvisedDesk, NOON, type Opinions } from '../../support/llm/advised-desk.js';
import { status, type Behaviour } from '../../support/llm/behaviour.js';
import { dataOf, decided, endsOf, tradesIn } from '../../support/llm/cycle-view.js';
import type { Answerer } from '../../support/llm/fake-panel.js';
import { agrees, holds, rules } from '../../support/llm/opinions.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';

const FLAT: Opinions = { 'BTC/USDT': { regime: 'trending_bull', technical: ['flat', '0.8'] } };
const down: Behaviour = status(503);

const levels = (log: readonly RecordedFact[]) => dataOf<{ to: number }>(log, 'DegradationChanged').map(({ to }) => to);

interface Said {
  readonly cycleId: string;
  readonly member: string;
  readonly instrumentId?: string;
  readonly reason?: string;
  readonly said?: unknown;
  readonly vote?: { readonly instrumentId: string; readonly action: string };
}

/** On BTC/USDT: what counts, or why nothing does; an answer that is heard and not counted is `uncounted`. */
const heard = (type: string, { member, instrumentId, reason, said, vote }: Said): readonly string[] => {
  if (member === 'rules') return [];
  if (type === 'VoteCast' && vote?.instrumentId === 'BTC/USDT') return [`${member} ${vote.action}`];
  if (type !== 'VoteDiscarded' || instrumentId !== 'BTC/USDT') return [];
  return [`${member} ${said === undefined ? reason : 'uncounted'}`];
};

/** By cycle: who has a seat beside the rules, and what became of what each model said. */
const cyclesIn = (log: readonly RecordedFact[]) =>
  decided(log, 'CycleOpened').map(({ cycleId, panel }) => [
    panel.slice(1),
    log.flatMap(({ type, data }) => ((data as Said).cycleId === cycleId ? heard(type, data as Said) : [])),
  ]);

const both = ['deepseek', 'anthropic'];

test('F-D13 three failures reduce the desk to its rules, and only three successes in a row bring it back', async () => {
  let failing = true;
  const unsteady: Answerer = (question) => (failing ? down : holds(question));
  const desk = await AdvisedDesk.start({
    panel: { deepseek: unsteady, anthropic: holds },
    opinions: FLAT,
    models: { when: 'always' },
  });
  const hours = async (count: number) => {
    for (let n = 0; n < count; n++) await desk.nextDecision();
  };
  try {
    await desk.minute();
    await hours(2);
    expect(levels(await desk.facts())).toEqual([2]);
    failing = false;
    await hours(1);
    // One success changes nothing: a model that fails and works by turns is not back.
    failing = true;
    await hours(1);
    failing = false;
    await hours(3);
    expect(levels(await desk.facts())).toEqual([2, 1]);
    await hours(1);
    const failed = [both, ['anthropic hold', 'deepseek OVERLOADED']];
    const onProbation = [[], ['deepseek uncounted']];
    expect(cyclesIn(await desk.facts())).toEqual([
      ...[failed, failed, failed],
      onProbation,
      [[], ['deepseek OVERLOADED']],
      ...[onProbation, onProbation, onProbation],
      [both, ['deepseek hold', 'anthropic hold']],
    ]);
    // The one that is well is not asked what nobody would count.
    expect(desk.panel.requests['anthropic']).toBe(4);
  } finally {
    await desk.end();
  }
});

test('F-D12 a reduced desk lets through nothing that the whole one would stop by its rules', async () => {
  const desk = await AdvisedDesk.start({
    panel: { deepseek: () => down },
    arbiters: { anthropic: rules('regime', 'proceed') },
    opinions: FLAT,
    models: { when: 'always' },
  });
  try {
    await desk.minute();
    await desk.nextDecision();
    await desk.nextDecision();
    expect(levels(await desk.facts())).toEqual([2]);
    // Whole, the arbiter would let this one through.
    desk.opinions = { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } };
    await desk.nextDecision();
    const log = await desk.facts();
    expect(endsOf(log).at(-1)).toBe('CONFLICT_REGIME');
    expect(desk.panel.requests['anthropic']).toBe(0);
    expect(tradesIn(log)).toEqual({ approved: 0, opened: 0 });
    // And what is too weak for the floor of its regime stays too weak.
    desk.opinions = { 'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.55'] } };
    await desk.nextDecision();
    expect(tradesIn(await desk.facts())).toEqual({ approved: 0, opened: 0 });
    expect(dataOf<{ failed: readonly string[] }>(await desk.facts(), 'IntentDenied').at(-1)?.failed).toContain(
      'CONFIDENCE_TOO_LOW',
    );
  } finally {
    await desk.end();
  }
});

test('a reduced desk still trades by its rules, and keeps no model waiting', async () => {
  const desk = await AdvisedDesk.start({ panel: { deepseek: () => down }, opinions: FLAT, models: { when: 'always' } });
  try {
    await desk.minute();
    await desk.nextDecision();
    await desk.nextDecision();
    desk.opinions = { 'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.8'] } };
    await desk.nextDecision();
    await desk.minute();
    const log = await desk.facts();
    expect(endsOf(log).at(-1)).toBe('long');
    expect(tradesIn(log)).toEqual({ approved: 1, opened: 1 });
    const proposed = log.find(({ type }) => type === 'TradeProposed');
    expect(proposed?.metadata.at).toBe(NOON + 3 * HOUR);
  } finally {
    await desk.end();
  }
});

test('F-D13 a model that only settles conflicts is asked again as well, and so comes back', async () => {
  let failing = true;
  const desk = await AdvisedDesk.start({
    panel: { deepseek: agrees, openai: agrees },
    arbiters: { anthropic: (question) => (failing ? down : rules('regime', 'abort')(question)) },
    votesOfArbiters: holds,
    opinions: { 'BTC/USDT': { regime: 'choppy', technical: ['long', '0.9'] } },
  });
  try {
    await desk.minute();
    await desk.nextDecision();
    await desk.nextDecision();
    expect(levels(await desk.facts())).toEqual([2]);
    failing = false;
    for (let hour = 0; hour < 3; hour++) await desk.nextDecision();
    expect(levels(await desk.facts())).toEqual([2, 1]);
  } finally {
    await desk.end();
  }
});
