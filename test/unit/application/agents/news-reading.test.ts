import { ComponentReports } from '../../../../src/application/agents/component-reports.js';
import { ModelCalls } from '../../../../src/application/agents/models/model-calls.js';
import type { ModelsInUse } from '../../../../src/application/agents/models/models-in-use.js';
import { NewsReading } from '../../../../src/application/agents/news-reading.js';
import { NewsFeed, type NewsItem } from '../../../../src/application/ports/news-feed.port.js';
import { runIdOf } from '../../../../src/domain/coordinator/coordinator.decider.js';
import { HOUR } from '../../../../src/domain/shared/time.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { NOON } from '../../../support/account.js';
import { logOf } from '../../../support/command-side.js';
import { agentsOver, MONEY, TellingModel, toTheEnd } from '../../../support/llm/agents-over.js';
import { dataOf } from '../../../support/llm/cycle-view.js';
import { news } from '../../../support/prompts.js';

class GivenFeed extends NewsFeed {
  constructor(private readonly items: readonly NewsItem[] | Error) {
    super();
  }

  read(): Promise<readonly NewsItem[]> {
    return this.items instanceof Error ? Promise.reject(this.items) : Promise.resolve(this.items);
  }
}

const about = (title: string) => news(title, { publishedAt: NOON - HOUR });
const FEED = new GivenFeed([about('Bitcoin rises'), about('XRP slips')]);
const RUN = { at: NOON, dueAt: NOON, runId: runIdOf('sentiment', NOON) };
const opinion = (instrumentId: string) => ({ instrumentId, direction: 'long', confidence: '0.7', reasons: [] });
const BOTH = [opinion('BTC/USDT'), opinion('XRP/USDT')];

const readerOver = async (store: MemoryEventStore, model: TellingModel, more: Partial<ModelsInUse> = {}) => {
  const models = { when: 'on-proposal', feed: FEED, sentiment: model, ...MONEY, ...more } as const;
  const { parts, clock, unwell } = await agentsOver(store, models);
  const reports = new ComponentReports(parts);
  const reading = NewsReading.among(parts, new ModelCalls(parts, reports), reports);
  if (!reading) throw new Error('nobody reads the news');
  const run = () => toTheEnd(reading.run(RUN), clock);
  return { reading, run, unwell };
};

interface Said {
  readonly instrumentId: string;
  readonly recordedAt: number;
  readonly validUntil?: number;
  readonly reason?: string;
}
const saidIn = async (store: MemoryEventStore) => {
  const log = await logOf(store);
  return [...dataOf<Said>(log, 'SignalRecorded'), ...dataOf<Said>(log, 'SignalMissed')];
};
const reasonsIn = async (store: MemoryEventStore) => (await saidIn(store)).map(({ reason }) => reason);

test('one call is paid once and recorded once, with the opinions, when its answer is there', async () => {
  const store = new MemoryEventStore();
  const { run, unwell } = await readerOver(store, new TellingModel('reader', { value: BOTH, latencyMs: 7_000 }));
  await run();
  expect(await saidIn(store)).toMatchObject([
    { instrumentId: 'BTC/USDT', recordedAt: NOON + 7_000 },
    { instrumentId: 'XRP/USDT', recordedAt: NOON + 7_000 },
  ]);
  const log = await logOf(store);
  expect(dataOf<{ member: string }>(log, 'ModelConsulted')).toMatchObject([{ member: 'reader' }]);
  expect(dataOf<{ cost: string }>(log, 'SpendSettled')).toMatchObject([{ cost: '0.0001' }]);
  expect(await unwell()).toEqual({});
});

test('while it is asked half as often, its word holds for twice as long', async () => {
  for (const [cost, validMs] of [
    ['0.0001', HOUR],
    ['0.85', 2 * HOUR],
  ] as const) {
    const store = new MemoryEventStore();
    const { run } = await readerOver(store, new TellingModel('reader', { value: BOTH, cost, latencyMs: 0 }));
    await run();
    expect((await saidIn(store)).map(({ validUntil }) => validUntil)).toEqual([NOON + validMs, NOON + validMs]);
  }
});

test('a feed that cannot be read is a failure of the agent, and nobody is asked', async () => {
  const store = new MemoryEventStore();
  const model = new TellingModel('reader');
  const { run, unwell } = await readerOver(store, model, { feed: new GivenFeed(new Error('no such file')) });
  await run();
  expect(await reasonsIn(store)).toEqual(['failed', 'failed']);
  expect(model.asked).toEqual([]);
  expect(await unwell()).toMatchObject({ sentiment: { failures: 1 } });
});

test('F-D6 a model without an answer has no opinion, and both it and the agent have failed', async () => {
  const store = new MemoryEventStore();
  const { run, unwell } = await readerOver(store, new TellingModel('reader', { outcome: 'TIMEOUT', detail: 'silent' }));
  await run();
  expect(await reasonsIn(store)).toEqual(['timeout', 'timeout']);
  expect(Object.keys(await unwell()).sort()).toEqual(['model:reader', 'sentiment']);
});

test('F-D10 a run without news, or without the money to ask, says nothing of how the agent does', async () => {
  for (const [more, reason] of [
    [{ feed: new GivenFeed([]) }, 'no_data'],
    [{ decisionBudget: '0.000001' }, 'budget'],
  ] as const) {
    const store = new MemoryEventStore();
    const model = new TellingModel('reader');
    const { run, unwell } = await readerOver(store, model, more);
    await run();
    expect(await reasonsIn(store)).toEqual([reason, reason]);
    expect(model.asked).toEqual([]);
    expect(await unwell()).toEqual({});
  }
});

test('F-C6 asked before a crash, it is not asked again: the run has no opinion, and the agent has failed', async () => {
  const store = new MemoryEventStore();
  const model = new TellingModel('reader', { value: BOTH });
  const dying = await readerOver(store, model);
  await dying.reading.run(RUN).next();
  const { run, unwell } = await readerOver(store, model);
  await run();
  expect(model.asked).toHaveLength(1);
  expect(await reasonsIn(store)).toEqual(['failed', 'failed']);
  expect(await unwell()).toMatchObject({ sentiment: { failures: 1 } });
});

test('there is no such agent without a feed, without a model, and where none is ever asked', async () => {
  const { parts } = await agentsOver(new MemoryEventStore());
  const reports = new ComponentReports(parts);
  const all = { ...parts.models, when: 'always', feed: FEED, sentiment: new TellingModel('reader') } as const;
  const reads = (models: ModelsInUse) =>
    NewsReading.among({ ...parts, models }, new ModelCalls(parts, reports), reports) !== undefined;
  const { feed: _feed, ...withoutFeed } = all;
  const { sentiment: _reader, ...withoutModel } = all;
  expect([all, withoutFeed, withoutModel, { ...all, when: 'never' } as const].map(reads)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
