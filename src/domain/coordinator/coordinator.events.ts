/** Facts of the coordinator, stream `coordinator-<accountId>`: runs that decide or cost money, and how the parts fare. */
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

interface Switched {
  readonly task: TaskName;
  /** Who said so. */
  readonly by: string;
  readonly reason: string;
  /** The operator's request that it follows. */
  readonly requestId?: string;
}
/** It is not started any more; a run that is under way comes to its end. */
export type TaskDisabled = Fact<'TaskDisabled', Switched>;
export type TaskEnabled = Fact<'TaskEnabled', Switched>;

/** 1 normal, 2 reduced, 3 safe, 4 emergency. */
export type DegradationLevel = 1 | 2 | 3 | 4;

interface Reported {
  /** A task's name, `venue`, `store`, or `model:` with the model's name in the settings. */
  readonly component: string;
  readonly at: UnixMs;
  /** Failures that count against it; one success takes none away. Counted while it matters. */
  readonly failures: number;
  /** 1 normal to 4 emergency: what it holds the desk to. */
  readonly level: DegradationLevel;
  /** The strictest level of all components until now. */
  readonly before: DegradationLevel;
  /** The strictest level of all components from now on. */
  readonly overall: DegradationLevel;
}
/** Recorded where it counts: not of a component that goes on failing when nothing can follow from it any more. */
export type ComponentFailed = Fact<'ComponentFailed', Reported & { readonly detail: string }>;
/** A success of a component that had failed, the third in a row brings it back by a level; or it is freed otherwise. */
export type ComponentRecovered = Fact<
  'ComponentRecovered',
  Reported & {
    /** In a row, this one included; 0 where it was freed otherwise. */
    readonly successes: number;
    readonly because?: 'emergency left' | 'no longer used';
  }
>;
export type HealthFact = ComponentFailed | ComponentRecovered;
export type CoordinatorFact = TaskStarted | TaskCompleted | TaskFailed | TaskDisabled | TaskEnabled | HealthFact;
