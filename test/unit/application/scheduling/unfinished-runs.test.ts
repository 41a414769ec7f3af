import type { TaskBody } from '../../../../src/application/scheduling/run-in-progress.js';
import { Scheduler } from '../../../../src/application/scheduling/scheduler.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/domain/shared/time.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { logOf, startOver } from '../../../support/command-side.js';

const NOON = Date.UTC(2026, 0, 7, 12);
const settle = () => Promise.resolve();

/** One life of a schedule that decides and looks, and what it did. */
const lifeOver = async (store: MemoryEventStore, decide?: TaskBody) => {
  const { runner, dispatcher } = await startOver(store);
  const did: string[] = [];
  const say = (word: string, at: number) => {
    did.push(`${word} ${(at - NOON) / MINUTE}`);
    return Promise.resolve();
  };
  const bodies = {
    technical: ({ dueAt }: { readonly dueAt: number }) => say('look', dueAt),
    'trading-decision': decide ?? (({ dueAt }) => say('decide', dueAt)),
  };
  const work = {
    bodies,
    isReady: () => true,
    begin: (at: number) => say('begin', at),
    giveUp: (task: string, dueAt: number) => say(`give up ${task}`, dueAt),
  };
  return { scheduler: new Scheduler('main', runner, dispatcher, work), did };
};

/** A process that is killed in the middle of the decision of noon. */
const afterDeath = async () => {
  const store = new MemoryEventStore();
  const { scheduler } = await lifeOver(store, () => Promise.reject(new Error('killed')));
  await expect(scheduler.runDue(NOON, settle)).rejects.toThrow('killed');
  return { store, ...(await lifeOver(store)) };
};

test('the work of a process is begun once, before its first run', async () => {
  const { scheduler, did } = await afterDeath();
  await scheduler.recover(NOON + MINUTE, {});
  await scheduler.runDue(NOON + MINUTE, settle);
  expect(did).toEqual(['begin 1', 'look 1', 'decide 0']);
});

test('F-C6 a run that a crash cut off is gone on with before anything else, once', async () => {
  const { scheduler, did, store } = await afterDeath();
  await scheduler.recover(NOON + 5 * MINUTE, {});
  for (const seconds of [0, 1]) await scheduler.resumeInterrupted(NOON + 5 * MINUTE + seconds * SECOND, settle);
  expect(did).toEqual(['begin 5', 'decide 0']);
  const log = await logOf(store);
  expect(log.map(({ type }) => type)).toEqual(['TaskStarted', 'TaskFailed', 'TaskStarted', 'TaskCompleted']);
  // Taken up again it is started by a command of its own: one that is known by its id would be no news.
  expect(new Set(log.map(({ metadata }) => metadata.commandId)).size).toBe(log.length);
});

test('F-C6 past its period it is not gone on with; what it left open is given up before the next run', async () => {
  const { scheduler, did } = await afterDeath();
  await scheduler.recover(NOON + HOUR, {});
  await scheduler.resumeInterrupted(NOON + HOUR, settle);
  expect(did).toEqual(['begin 60']);
  await scheduler.runDue(NOON + HOUR, settle);
  expect(did.slice(1)).toEqual(['look 60', 'give up trading-decision 0', 'decide 60']);
});

test('F-C6 the same holds for one that a store ended while it rested, in a process that lives on', async () => {
  const broken: TaskBody = async function* ({ at }) {
    yield at + SECOND;
    throw new Error('the store is away');
  };
  const { scheduler, did } = await lifeOver(new MemoryEventStore(), broken);
  await scheduler.runDue(NOON, settle);
  await expect(scheduler.goOn(NOON + SECOND, settle)).rejects.toThrow('the store is away');
  await scheduler.runDue(NOON + HOUR, settle);
  expect(did).toEqual(['look 0', 'look 60', 'give up trading-decision 0']);
});
