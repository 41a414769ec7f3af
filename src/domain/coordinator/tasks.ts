import { HOUR, MINUTE, SECOND, type UnixMs } from '../shared/time.js';

/** Tasks that are due together run in this order: a decision sees the signals of its own instant. */
export const TASK_NAMES = ['technical', 'regime', 'sentiment', 'trading-decision'] as const;
export type TaskName = (typeof TASK_NAMES)[number];

export interface Task {
  readonly name: TaskName;
  readonly everyMs: number;
  /** The period while most of the day's money for models is spent; absent: the same. */
  readonly slowMs?: number;
  /** A run that takes longer is cut off. */
  readonly timeoutMs: number;
  /** It waits for these while one of them is at work. */
  readonly after: readonly TaskName[];
  /** Runs that cost money or decide are facts of the coordinator; the others are facts of the signals they make. */
  readonly recorded: boolean;
}

export const TASKS: Readonly<Record<TaskName, Task>> = {
  technical: { name: 'technical', everyMs: MINUTE, timeoutMs: 30 * SECOND, after: [], recorded: false },
  regime: { name: 'regime', everyMs: 5 * MINUTE, timeoutMs: 30 * SECOND, after: [], recorded: false },
  sentiment: {
    name: 'sentiment',
    everyMs: 30 * MINUTE,
    slowMs: HOUR,
    timeoutMs: MINUTE,
    after: [],
    recorded: true,
  },
  'trading-decision': {
    name: 'trading-decision',
    everyMs: HOUR,
    slowMs: 2 * HOUR,
    timeoutMs: MINUTE,
    after: ['technical', 'regime', 'sentiment'],
    recorded: true,
  },
};

/** How much of the day's money for models is left: all of the rhythm, half of it, or no more asking. */
export type Pace = 'full' | 'slow' | 'rules-only';

export const intervalOf = (task: Task, pace: Pace): number =>
  pace === 'full' ? task.everyMs : (task.slowMs ?? task.everyMs);

/** Due times are UTC multiples of the period. */
export const dueTimeOf = (task: Task, at: UnixMs, pace: Pace = 'full'): UnixMs => {
  const every = intervalOf(task, pace);
  return Math.floor(at / every) * every;
};
