import { HOUR, MINUTE, type UnixMs } from '../shared/time.js';

/** Tasks that are due together run in this order: a decision sees the signals of its own instant. */
export const TASK_NAMES = ['technical', 'regime', 'trading-decision'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

export interface Task {
  readonly name: TaskName;
  readonly everyMs: number;
  /** Runs that cost money or decide are facts of the coordinator; the others are facts of the signals they make. */
  readonly recorded: boolean;
}

export const TASKS: Readonly<Record<TaskName, Task>> = {
  technical: { name: 'technical', everyMs: MINUTE, recorded: false },
  regime: { name: 'regime', everyMs: 5 * MINUTE, recorded: false },
  'trading-decision': { name: 'trading-decision', everyMs: HOUR, recorded: true },
};

/** Due times are UTC multiples of the period. */
export const dueTimeOf = (task: Task, at: UnixMs): UnixMs => Math.floor(at / task.everyMs) * task.everyMs;
