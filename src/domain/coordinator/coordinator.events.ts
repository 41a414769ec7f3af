/** Facts of the coordinator, stream `coordinator-<accountId>`: runs that decide or cost money. */
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { TaskName } from './tasks.js';

interface Run {
  readonly task: TaskName;
  /** UUIDv5 of task and due time. */
  readonly runId: string;
  readonly dueAt: UnixMs;
  /** From 1; a run that a crash cut off is taken up again under the same id. */
  readonly attempt: number;
}

export type TaskStarted = Fact<'TaskStarted', Run>;
export type TaskCompleted = Fact<'TaskCompleted', Run>;
export type TaskFailed = Fact<
  'TaskFailed',
  Run & { readonly reason: 'timeout' | 'error' | 'interrupted'; readonly detail: string }
>;
export type CoordinatorFact = TaskStarted | TaskCompleted | TaskFailed;
