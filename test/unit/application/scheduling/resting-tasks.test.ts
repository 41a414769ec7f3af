import { Scheduler } from '../../../../src/application/scheduling/scheduler.js';
import type { TaskBody } from '../../../../src/application/scheduling/run-in-progress.js';
import type { TaskName } from '../../../../src/domain/coordinator/tasks.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { logOf, startOver, typesIn } from '../../../support/command-side.js';

const NOON = Date.UTC(2026, 0, 7, 12);
const SECOND = 1_000;
const MINUTE = 60_000;
const settle = () => Promise.resolve();

type Bodies = Partial<Record<TaskName, TaskBody>>;

const quick =
  (ran: string[], name: string): TaskBody =>
  ({ at }) => {
    ran.push(`${name} ${(at - NOON) / SECOND}`);
    return Promise.resolve();
  };

/** Rests for so long, once. */
const resting = (ran: string[], name: string, ms: number): TaskBody =>
  async function* ({ at }) {
    ran.push(`${name} ${(at - NOON) / SECOND}`);
    try {
      yield at + ms;
      ran.push(`${name} done`);
    } finally {
      ran.push(`${name} over`);
    }
  };

const over = async (store: MemoryEventStore, bodies: Bodies, mostAtOnce?: number): Promise<Scheduler> => {
  const { runner, dispatcher } = await startOver(store);
  return new Scheduler('main', runner, dispatcher, { bodies, isReady: () => true }, mostAtOnce);
};

/** The clock goes to every instant at which something rests, then to every full minute. */
const liveTo = async (scheduler: Scheduler, from: number, to: number): Promise<void> => {
  for (let minute = from; minute <= to; minute += MINUTE) {
    while ((scheduler.nextAt ?? Infinity) < minute) await scheduler.goOn(scheduler.nextAt ?? 0, settle);
    await scheduler.runDue(minute, settle);
  }
};

test('F-C3 a task that thinks for a minute delays no other', async () => {
  const ran: string[] = [];
  const scheduler = await over(new MemoryEventStore(), {
    technical: quick(ran, 'technical'),
    sentiment: resting(ran, 'sentiment', 59 * SECOND),
  });
  await scheduler.runDue(NOON, settle);
  await scheduler.runDue(NOON + 30 * SECOND, settle);
  await liveTo(scheduler, NOON + MINUTE, NOON + MINUTE);
  expect(ran).toEqual(['technical 0', 'sentiment 0', 'sentiment done', 'sentiment over', 'technical 60']);
});

test('F-C3 what is due while another task thinks runs at its own time', async () => {
  const ran: string[] = [];
  const scheduler = await over(new MemoryEventStore(), {
    technical: quick(ran, 'technical'),
    sentiment: resting(ran, 'sentiment', 59 * SECOND),
  });
  await scheduler.runDue(NOON + 30 * SECOND, settle);
  await scheduler.runDue(NOON + MINUTE, settle);
  expect(ran).toEqual(['technical 30', 'sentiment 30', 'technical 60']);
});

test('F-C4 a decision waits for the sentiment of its own instant, and for nothing that has ended', async () => {
  const ran: string[] = [];
  const scheduler = await over(new MemoryEventStore(), {
    sentiment: resting(ran, 'sentiment', 20 * SECOND),
    'trading-decision': quick(ran, 'decision'),
  });
  await liveTo(scheduler, NOON, NOON + MINUTE);
  expect(ran).toEqual(['sentiment 0', 'sentiment done', 'sentiment over', 'decision 20']);
});

test('F-C2 a task at work is not started again, however long it takes', async () => {
  const ran: string[] = [];
  const scheduler = await over(new MemoryEventStore(), { technical: resting(ran, 'technical', 29 * SECOND) });
  for (const at of [NOON, NOON + 1, NOON + 10 * SECOND]) await scheduler.runDue(at, settle);
  expect(ran).toEqual(['technical 0']);
});

test('what takes longer than its timeout is cut off, cleans up after itself, and is recorded as failed', async () => {
  const ran: string[] = [];
  const store = new MemoryEventStore();
  const scheduler = await over(store, { sentiment: resting(ran, 'sentiment', 61 * SECOND) });
  await scheduler.runDue(NOON, settle);
  expect(scheduler.nextAt).toBe(NOON + MINUTE);
  await scheduler.goOn(NOON + MINUTE, settle);
  expect(ran).toEqual(['sentiment 0', 'sentiment over']);
  expect((await logOf(store)).map(({ data }) => data)).toMatchObject([
    { task: 'sentiment' },
    { task: 'sentiment', reason: 'timeout' },
  ]);
  await scheduler.runDue(NOON + MINUTE, settle);
  expect(ran).toHaveLength(2);
});

test('no more than so many are at work at once; the rest is due as soon as one ends', async () => {
  const ran: string[] = [];
  const bodies = {
    technical: resting(ran, 'technical', 5 * SECOND),
    regime: resting(ran, 'regime', 10 * SECOND),
    sentiment: resting(ran, 'sentiment', 1 * SECOND),
  };
  const scheduler = await over(new MemoryEventStore(), bodies, 2);
  await scheduler.runDue(NOON, settle);
  expect(ran).toEqual(['technical 0', 'regime 0']);
  await scheduler.goOn(NOON + 5 * SECOND, settle);
  expect(ran).toContain('sentiment 5');
});

test('F-C6 a run that a failing store ended in the middle is taken up again under the same id', async () => {
  const store = new MemoryEventStore();
  let broken = true;
  const ran: string[] = [];
  const scheduler = await over(store, {
    sentiment: async function* ({ at, runId }) {
      ran.push(runId);
      yield at + SECOND;
      if (broken) throw new Error('the store is away');
    },
  });
  await scheduler.runDue(NOON, settle);
  await expect(scheduler.goOn(NOON + SECOND, settle)).rejects.toThrow('the store is away');
  broken = false;
  await liveTo(scheduler, NOON + MINUTE, NOON + 2 * MINUTE);
  expect(new Set(ran).size).toBe(1);
  expect(ran).toHaveLength(2);
  expect(await typesIn(store)).toEqual(['TaskStarted', 'TaskCompleted']);
});
