import { HOUR, MINUTE, SECOND, type UnixMs } from '../shared/time.js';

/** In the order of the table (2-rules, Schedule): tasks that are due together run in this order. */
export const TASK_NAMES = ['technical', 'regime', 'trading-decision'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

export interface Task {
  readonly name: TaskName;
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** Runs that cost money or decide are facts of the coordinator; the others are facts of the signals they make. */
  readonly recorded: boolean;
}

export const TASKS: Readonly<Record<TaskName, Task>> = {
  technical: { name: 'technical', everyMs: MINUTE, timeoutMs: 30 * SECOND, recorded: false },
  regime: { name: 'regime', everyMs: 5 * MINUTE, timeoutMs: 30 * SECOND, recorded: false },
  'trading-decision': { name: 'trading-decision', everyMs: HOUR, timeoutMs: MINUTE, recorded: true },
};

/** Due times are UTC multiples of the period. */
export const dueTimeOf = (task: Task, at: UnixMs): UnixMs => Math.floor(at / task.everyMs) * task.everyMs;
