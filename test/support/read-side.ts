import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import type { Projection } from '../../src/projections/projection.js';
import type { ReadStore } from '../../src/projections/read-store.port.js';
import { PROJECTIONS } from '../../src/projections/registry.js';
import { ProjectionRunner } from '../../src/projections/runner/projection-runner.js';
import { appends, type Commit } from './desk-log.js';

export const logOf = (commits: readonly Commit[]): MemoryEventStore => {
  const log = new MemoryEventStore('log-1');
  for (const { stream, facts, expected } of appends(commits)) log.appendNow(stream, facts, expected);
  return log;
};

export const PATIENCE_MS = 5_000;

/** Waits until all models hold the whole log. */
export const upToHead = async (
  log: MemoryEventStore,
  store: ReadStore,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<void> => {
  const head = await log.head();
  if (head === undefined) return;
  for (const { name } of projections) {
    if (!(await store.reaches(name, head, PATIENCE_MS))) throw new Error(`${name} does not come to ${head}`);
  }
};

/** Waits until something holds, looking every 10 ms. */
export const eventually = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Projects the whole log, then stops. */
export const projectAll = async (
  log: MemoryEventStore,
  store: ReadStore,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<void> => {
  const runner = new ProjectionRunner(log, store, projections);
  await runner.start();
  await upToHead(log, store, projections);
  await runner.stop();
};
