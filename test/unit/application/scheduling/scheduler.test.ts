import type { TaskBody } from '../../../../src/application/scheduling/run-in-progress.js';
import { Scheduler } from '../../../../src/application/scheduling/scheduler.js';
import type { TaskName } from '../../../../src/domain/coordinator/tasks.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { logOf, startOver, typesIn } from '../../../support/command-side.js';

const NOON = Date.UTC(2026, 0, 7, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Without a feed of news there is no sentiment. */
const RULES_ONLY: readonly TaskName[] = ['technical', 'regime', 'trading-decision'];
const settle = () => Promise.resolve();

interface Process {
  readonly scheduler: Scheduler;
  readonly ran: [TaskName, number][];
}

/** Bodies that write down when they ran; `ready` says which may. */
const processOver = async (
  store: MemoryEventStore,
  ready: (task: TaskName) => boolean = () => true,
  body?: TaskBody,
): Promise<Process> => {
  const { runner, dispatcher } = await startOver(store);
  const ran: [TaskName, number][] = [];
  const bodyOf = (task: TaskName): TaskBody => {
    return async (run) => {
      ran.push([task, run.dueAt]);
      if (task === 'trading-decision') await body?.(run);
    };
  };
  const bodies = Object.fromEntries(RULES_ONLY.map((task) => [task, bodyOf(task)]));
  return { scheduler: new Scheduler('main', runner, dispatcher, { bodies, isReady: ready }), ran };
};
const namesOf = ({ ran }: Process) => ran.map(([task]) => task);

describe('what is due', () => {
  test('F-C1 what never ran is due now, in the order of the table, at a multiple of its period', async () => {
    const process = await processOver(new MemoryEventStore());
    await process.scheduler.recover(NOON + 3 * MINUTE + 1, {});
    await process.scheduler.runDue(NOON + 3 * MINUTE + 1, settle);
    expect(process.ran).toEqual([
      ['technical', NOON + 3 * MINUTE],
      ['regime', NOON],
      ['trading-decision', NOON],
    ]);
  });

  test('F-C2 nothing runs twice in its period, a millisecond before the next included', async () => {
    const process = await processOver(new MemoryEventStore());
    for (const at of [NOON, NOON + 1, NOON + MINUTE - 1]) await process.scheduler.runDue(at, settle);
    expect(namesOf(process)).toEqual(['technical', 'regime', 'trading-decision']);
    await process.scheduler.runDue(NOON + MINUTE, settle);
    await process.scheduler.runDue(NOON + 5 * MINUTE, settle);
    expect(namesOf(process).slice(3)).toEqual(['technical', 'technical', 'regime']);
  });

  test('F-C4 a task whose inputs are missing stays due until they come', async () => {
    let ready = false;
    const process = await processOver(new MemoryEventStore(), (task) => task !== 'trading-decision' || ready);
    await process.scheduler.runDue(NOON, settle);
    expect(namesOf(process)).not.toContain('trading-decision');
    ready = true;
    await process.scheduler.runDue(NOON + MINUTE, settle);
    expect(process.ran.at(-1)).toEqual(['trading-decision', NOON]);
  });

  test('each task is settled before the next begins', async () => {
    const process = await processOver(new MemoryEventStore());
    const order: string[] = [];
    await process.scheduler.runDue(NOON, () => {
      order.push(`${namesOf(process).length}`);
      return Promise.resolve();
    });
    expect(order).toEqual(['1', '2', '3']);
  });
});

describe('a disabled task', () => {
  const by = { by: 'operator', reason: 'the test says so' };

  test('is not run, and no other waits for it; enabled, it is due at once', async () => {
    const store = new MemoryEventStore();
    const { dispatcher } = await startOver(store);
    const order = (type: 'DisableTask' | 'EnableTask') =>
      dispatcher.start('test', type, {
        to: 'coordinator',
        id: 'main',
        command: { type, at: NOON, task: 'regime', ...by },
      });
    await order('DisableTask');
    const process = await processOver(store);
    await process.scheduler.runDue(NOON, settle);
    expect(namesOf(process)).toEqual(['technical', 'trading-decision']);
    await order('EnableTask');
    const next = await processOver(store);
    await next.scheduler.recover(NOON + 1, { technical: NOON });
    await next.scheduler.runDue(NOON + 1, settle);
    expect(next.ran).toEqual([['regime', NOON]]);
  });

  test('F-C6 that a crash cut off is not gone on with', async () => {
    const store = new MemoryEventStore();
    const dying = await processOver(
      store,
      () => true,
      () => Promise.reject(new Error('killed')),
    );
    await expect(dying.scheduler.runDue(NOON, settle)).rejects.toThrow('killed');
    const { dispatcher } = await startOver(store);
    const command = { type: 'DisableTask', at: NOON, task: 'trading-decision', ...by } as const;
    await dispatcher.start('test', 'disable', { to: 'coordinator', id: 'main', command });
    const next = await processOver(store);
    await next.scheduler.recover(NOON + MINUTE, { technical: NOON, regime: NOON });
    await next.scheduler.resumeInterrupted(NOON + MINUTE, settle);
    expect(next.ran).toEqual([]);
  });
});

describe('after a restart', () => {
  test('F-C2 F-C5 the log says what ran: a finished run of this period is not run again', async () => {
    const store = new MemoryEventStore();
    await (await processOver(store)).scheduler.runDue(NOON, settle);
    expect(await typesIn(store)).toEqual(['TaskStarted', 'TaskCompleted']);

    const next = await processOver(store);
    await next.scheduler.recover(NOON + MINUTE, { technical: NOON, regime: NOON });
    await next.scheduler.runDue(NOON + MINUTE, settle);
    expect(next.ran).toEqual([['technical', NOON + MINUTE]]);
  });

  test('F-C6 a run that was cut off is recorded as interrupted and taken up again, once, under its own id', async () => {
    const store = new MemoryEventStore();
    const dying = await processOver(
      store,
      () => true,
      () => Promise.reject(new Error('killed')),
    );
    await expect(dying.scheduler.runDue(NOON, settle)).rejects.toThrow('killed');

    const next = await processOver(store);
    await next.scheduler.recover(NOON + MINUTE, { technical: NOON, regime: NOON });
    await next.scheduler.runDue(NOON + MINUTE, settle);
    await next.scheduler.runDue(NOON + 2 * MINUTE, settle);
    expect(namesOf(next).filter((task) => task === 'trading-decision')).toHaveLength(1);
    const facts = await logOf(store);
    expect(facts.map(({ type }) => type)).toEqual(['TaskStarted', 'TaskFailed', 'TaskStarted', 'TaskCompleted']);
    expect(facts[1]?.data).toMatchObject({ reason: 'interrupted', attempt: 1 });
    expect(facts[2]?.data).toMatchObject({ attempt: 2 });
    expect(new Set(facts.map(({ data }) => (data as { runId: string }).runId)).size).toBe(1);
  });

  test('F-C6 an interrupted run whose period has passed is not made up for', async () => {
    const store = new MemoryEventStore();
    const dying = await processOver(
      store,
      () => true,
      () => Promise.reject(new Error('killed')),
    );
    await expect(dying.scheduler.runDue(NOON, settle)).rejects.toThrow('killed');

    const next = await processOver(store);
    await next.scheduler.recover(NOON + HOUR, {});
    await next.scheduler.runDue(NOON + HOUR, settle);
    expect(next.ran.filter(([task]) => task === 'trading-decision')).toEqual([['trading-decision', NOON + HOUR]]);
  });

  test('F-C5 recovered twice it says interrupted once', async () => {
    const store = new MemoryEventStore();
    const dying = await processOver(
      store,
      () => true,
      () => Promise.reject(new Error('killed')),
    );
    await expect(dying.scheduler.runDue(NOON, settle)).rejects.toThrow('killed');
    for (const at of [NOON + 1, NOON + 2]) await (await processOver(store)).scheduler.recover(at, {});
    expect(await typesIn(store)).toEqual(['TaskStarted', 'TaskFailed']);
  });
});
