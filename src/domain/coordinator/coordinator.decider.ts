import type { Decider } from '../shared/decider.js';
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import type { CoordinatorFact } from './coordinator.events.js';
import type { TaskName } from './tasks.js';

export const runIdOf = (task: TaskName, dueAt: UnixMs): string => stableId('run', task, dueAt);

export type CoordinatorCommand =
  | { readonly type: 'StartRun'; readonly at: UnixMs; readonly task: TaskName; readonly dueAt: UnixMs }
  | { readonly type: 'CompleteRun'; readonly at: UnixMs; readonly task: TaskName; readonly dueAt: UnixMs }
  | {
      readonly type: 'FailRun';
      readonly at: UnixMs;
      readonly task: TaskName;
      readonly dueAt: UnixMs;
      readonly reason: 'timeout' | 'error' | 'interrupted';
      readonly detail: string;
    };

export interface LastRun {
  readonly dueAt: UnixMs;
  readonly attempt: number;
  readonly status: 'running' | 'completed' | 'failed' | 'interrupted';
}

export interface CoordinatorState {
  readonly runs: Readonly<Partial<Record<TaskName, LastRun>>>;
}

/** A task that never ran is due now; an interrupted run is taken up again while its period has not passed. */
export const isDue = (last: LastRun | undefined, dueAt: UnixMs): boolean =>
  last === undefined || last.dueAt < dueAt || (last.dueAt === dueAt && last.status === 'interrupted');

const decide = (command: CoordinatorCommand, state: CoordinatorState): readonly CoordinatorFact[] => {
  const { task, dueAt } = command;
  const last = state.runs[task];
  const run = { task, runId: runIdOf(task, dueAt), dueAt };
  if (command.type === 'StartRun') {
    if (last?.status === 'running' || !isDue(last, dueAt)) return [];
    return [{ type: 'TaskStarted', data: { ...run, attempt: last?.dueAt === dueAt ? last.attempt + 1 : 1 } }];
  }
  if (last?.status !== 'running' || last.dueAt !== dueAt) return [];
  const { attempt } = last;
  return command.type === 'CompleteRun'
    ? [{ type: 'TaskCompleted', data: { ...run, attempt } }]
    : [{ type: 'TaskFailed', data: { ...run, attempt, reason: command.reason, detail: command.detail } }];
};

const evolve = (state: CoordinatorState, { type, data }: CoordinatorFact): CoordinatorState => {
  const { task, dueAt, attempt } = data;
  const status =
    type === 'TaskStarted'
      ? 'running'
      : type === 'TaskCompleted'
        ? 'completed'
        : data.reason === 'interrupted'
          ? 'interrupted'
          : 'failed';
  return { runs: { ...state.runs, [task]: { dueAt, attempt, status } } };
};

export const coordinatorDecider: Decider<CoordinatorCommand, CoordinatorState, CoordinatorFact> = {
  category: 'coordinator',
  initialState: { runs: {} },
  stateVersion: 1,
  evolve,
  decide,
};
