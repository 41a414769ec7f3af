import { AgentsAtWork } from '../../../../src/application/agents/agents-at-work.js';
import { ComponentReports } from '../../../../src/application/agents/component-reports.js';
import type { ModelsInUse } from '../../../../src/application/agents/models/models-in-use.js';
import type { MarketState } from '../../../../src/application/market/market-state.js';
import type { NewsFeed } from '../../../../src/application/ports/news-feed.port.js';
import { runIdOf } from '../../../../src/domain/coordinator/coordinator.decider.js';
import type { TaskName } from '../../../../src/domain/coordinator/tasks.js';
import { signalKey, streams } from '../../../../src/domain/shared/stream-names.js';
import { HOUR } from '../../../../src/domain/shared/time.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { NOON } from '../../../support/account.js';
import { logOf, typesIn } from '../../../support/command-side.js';
import { agentsOver, MONEY, TellingModel, toTheEnd } from '../../../support/llm/agents-over.js';
import { dataOf, decided, votesOn } from '../../../support/llm/cycle-view.js';

const feed = { read: () => Promise.resolve([]) } as NewsFeed;

const runOf = (task: TaskName) => ({ at: NOON, dueAt: NOON, runId: runIdOf(task, NOON) });

const workOver = async (store: MemoryEventStore, models: Partial<ModelsInUse> = {}, market?: MarketState) => {
  const { parts, clock, unwell } = await agentsOver(store, models, market);
  return { work: new AgentsAtWork(parts), parts, clock, unwell };
};

const decision = (work: AgentsAtWork) =>
  work.bodies['trading-decision']?.(runOf('trading-decision')) as AsyncGenerator<number, void, void>;

const bare = (instrumentId: string) => ({ instrumentId, base: '1m', features: {}, regimeReadings: [] });
/** Whatever looks at bitcoin breaks; of ripple there is nothing to see yet. */
const BROKEN_MARKET = {
  instruments: ['BTC/USDT', 'XRP/USDT'],
  reading: (id: string) => (id === 'BTC/USDT' ? { ...bare(id), features: undefined } : bare(id)),
} as unknown as MarketState;

test('an agent that breaks at one instrument says so, has failed, and is heard of the others', async () => {
  for (const agent of ['technical', 'regime'] as const) {
    const store = new MemoryEventStore();
    const { work, unwell } = await workOver(store, {}, BROKEN_MARKET);
    await work.bodies[agent]?.(runOf(agent));
    const log = await logOf(store);
    expect(dataOf<{ instrumentId: string }>(log, 'SignalMissed')[0]).toMatchObject({
      instrumentId: 'BTC/USDT',
      reason: 'failed',
    });
    expect(log.map(({ stream }) => stream)).toContain(streams.signal(signalKey(agent, 'XRP/USDT')));
    expect(Object.keys(await unwell())).toEqual([agent]);
    expect(dataOf<{ detail: string }>(log, 'ComponentFailed')[0]?.detail).toMatch(/^BTC\/USDT: /);
  }
});

describe('F-D13 at the start of a process', () => {
  const failedBefore = ['model:gone', 'model:voter', 'model:judge', 'model:reader', 'sentiment', 'technical'];
  const [voter, judge, reader] = ['voter', 'judge', 'reader'].map((name) => new TellingModel(name)) as [
    TellingModel,
    TellingModel,
    TellingModel,
  ];

  test.each([
    [
      'whoever is asked no more holds the desk back no longer',
      { when: 'always', panel: [voter] } as const,
      ['model:voter', 'technical'],
    ],
    [
      'all who are still asked have to show that they are back',
      { when: 'always', panel: [voter], arbiters: [judge], sentiment: reader, feed } as const,
      ['model:judge', 'model:reader', 'model:voter', 'sentiment', 'technical'],
    ],
  ])('%s', async (_, models, left) => {
    const { work, parts, unwell } = await workOver(new MemoryEventStore(), models);
    const reports = new ComponentReports(parts);
    for (const n of [1, 2, 3])
      for (const component of failedBefore)
        await reports.tell(component, false, 'down', { at: NOON + n, runId: `${n}` });
    await work.begin(NOON + 10);
    expect(Object.keys(await unwell()).sort()).toEqual(left);
  });
});

test('the news are read by no model before models are asked at all', async () => {
  const { work } = await workOver(new MemoryEventStore(), { askFrom: NOON });
  expect(work.isReady('sentiment', NOON - 1)).toBe(false);
  expect(work.isReady('sentiment', NOON)).toBe(true);
});

test('F-D10 the money for models slows down nobody where none is asked', async () => {
  const { work } = await workOver(new MemoryEventStore());
  expect(await work.pace(NOON)).toBe('full');
  const broke = await workOver(new MemoryEventStore(), { when: 'always', dayBudget: '0' });
  expect(await broke.work.pace(NOON)).toBe('rules-only');
});

describe('F-C6 a cycle that a crash left open', () => {
  const models = () => ({ when: 'always' as const, panel: [new TellingModel('voter')], ...MONEY });

  /** The process dies while the model thinks. */
  const afterDeath = async () => {
    const store = new MemoryEventStore();
    const first = await workOver(store, models());
    await decision(first.work).next();
    expect(decided(await logOf(store), 'CycleAbandoned')).toEqual([]);
    return { store, next: await workOver(store, models()) };
  };

  test('and whose hour has passed is given up: who has not answered was interrupted, and nothing comes of it', async () => {
    const { store, next } = await afterDeath();
    await next.work.giveUp('trading-decision', NOON);
    const log = await logOf(store);
    expect(votesOn(log)).toMatchObject({ voter: 'INTERRUPTED' });
    expect(decided(log, 'CycleAbandoned').map(({ instrumentId }) => instrumentId)).toEqual(['BTC/USDT', 'XRP/USDT']);
    const types = await typesIn(store);
    await next.work.giveUp('trading-decision', NOON);
    await next.work.giveUp('trading-decision', NOON - HOUR);
    await next.work.giveUp('technical', NOON);
    expect(await typesIn(store)).toEqual(types);
  });

  test('that is cut off by the schedule is concluded all the same', async () => {
    const store = new MemoryEventStore();
    const { work } = await workOver(store, models());
    const body = decision(work);
    await body.next();
    await body.return();
    expect(decided(await logOf(store), 'CycleAbandoned')).toHaveLength(2);
  });
});

test('F-C6 one that the store ends in the middle stays open: what comes of it is decided when the store is back', async () => {
  const store = new MemoryEventStore();
  const { work } = await workOver(store, { when: 'always', panel: [new TellingModel('voter')], ...MONEY });
  const append = store.append.bind(store);
  store.append = (stream, facts, expected) =>
    facts.some(({ type }) => type === 'SpendSettled')
      ? Promise.reject(new Error('the store is away'))
      : append(stream, facts, expected);
  const body = decision(work);
  await body.next();
  await expect(body.next()).rejects.toThrow('the store is away');
  expect(decided(await logOf(store), 'CycleAbandoned')).toEqual([]);
});

test('answers are taken in the order in which they come, whoever was asked first', async () => {
  const store = new MemoryEventStore();
  const panel = [9_000, 2_000].map((latencyMs) => new TellingModel(`after ${latencyMs}`, { latencyMs }));
  const { work, clock } = await workOver(store, { when: 'always', panel, ...MONEY });
  await toTheEnd(decision(work), clock);
  const heard = (await logOf(store)).filter(({ type }) => type === 'ModelConsulted');
  expect(heard.map(({ metadata }) => metadata.at - NOON)).toEqual([2_000, 9_000]);
});

test('F-D13 a desk that is worse off than reduced asks nobody either', async () => {
  const store = new MemoryEventStore();
  const voter = new TellingModel('voter');
  const { work, clock, parts } = await workOver(store, { when: 'always', panel: [voter], ...MONEY });
  const command = { type: 'ChangeDegradation', at: NOON, to: 3, reason: 'the test says so' } as const;
  await parts.dispatcher.start('test', 'reduce', { to: 'account', id: parts.accountId, command });
  await toTheEnd(decision(work), clock);
  expect(voter.asked).toEqual([]);
});

test('F-D15 nobody is asked of the past, and nobody at all where that is set', async () => {
  for (const [more, why] of [
    [{ askFrom: NOON + 1 }, 'the past is lived through by rules alone'],
    [{ when: 'never' }, undefined],
  ] as const) {
    const store = new MemoryEventStore();
    const voter = new TellingModel('voter');
    const { work, clock } = await workOver(store, { when: 'always', panel: [voter], ...MONEY, ...more });
    await toTheEnd(decision(work), clock);
    expect(voter.asked).toEqual([]);
    expect(decided(await logOf(store), 'CycleOpened').map(({ models }) => models)).toEqual([why]);
  }
});
