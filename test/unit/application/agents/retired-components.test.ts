import { ComponentReports } from '../../../../src/application/agents/component-reports.js';
import { coordinatorDecider } from '../../../../src/domain/coordinator/coordinator.decider.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { startOver, typesIn } from '../../../support/command-side.js';

const NOON = Date.UTC(2026, 0, 7, 12);

const reportsOver = async (store: MemoryEventStore) => {
  const { runner, dispatcher } = await startOver(store);
  const reports = new ComponentReports({ accountId: 'main', runner, dispatcher });
  const tell = (component: string, ok: boolean, n: number) =>
    reports.tell(component, ok, 'no answer', { at: NOON + n, runId: `run ${n}` });
  const level = async () => (await runner.stateOf(coordinatorDecider, 'coordinator-main')).components;
  return { reports, tell, level };
};

test('what does well and did well is not worth a fact', async () => {
  const store = new MemoryEventStore();
  const { tell } = await reportsOver(store);
  await tell('technical', true, 1);
  expect(await typesIn(store)).toEqual([]);
});

test('F-D13 a model that nobody asks any more holds the desk back no longer; the others go on doing so', async () => {
  const { reports, tell, level } = await reportsOver(new MemoryEventStore());
  for (const n of [1, 2, 3]) {
    await tell('model:gone', false, n);
    await tell('model:here', false, n);
  }
  expect(await reports.failing()).toEqual(['model:gone', 'model:here']);
  await reports.retire((name) => name === 'model:gone', NOON + 10);
  expect(await reports.failing()).toEqual(['model:here']);
  expect(Object.keys(await level())).toEqual(['model:here']);
});
