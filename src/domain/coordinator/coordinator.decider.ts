import { assert, unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import type { CoordinatorFact } from './coordinator.events.js';
import { decideHealth, healthAfter, type Health, type HealthCommand } from './health.js';
import type { TaskName } from './tasks.js';

export const runIdOf = (task: TaskName, dueAt: UnixMs): string => stableId('run', task, dueAt);

interface OfRun {
  readonly at: UnixMs;
  readonly task: TaskName;
  readonly dueAt: UnixMs;
}
type RunCommand =
  | ({ readonly type: 'StartRun' } & OfRun)
  | ({ readonly type: 'CompleteRun' } & OfRun)
  | ({
      readonly type: 'FailRun';
      readonly reason: 'timeout' | 'error' | 'interrupted';
      readonly detail: string;
    } & OfRun);

interface SwitchTask {
  readonly type: 'EnableTask' | 'DisableTask';
  readonly at: UnixMs;
  readonly task: TaskName;
  readonly by: string;
  readonly reason: string;
  readonly requestId?: string;
}

export type CoordinatorCommand = RunCommand | SwitchTask | HealthCommand;

export interface LastRun {
  readonly dueAt: UnixMs;
  readonly attempt: number;
  readonly status: 'running' | 'completed' | 'failed' | 'interrupted';
}

/** Of its components those are there that are not well. */
export interface CoordinatorState extends Health {
  readonly runs: Readonly<Partial<Record<TaskName, LastRun>>>;
  readonly disabled: readonly TaskName[];
  /** Ids of the operator's requests that were carried out here, the newest last. */
  readonly requests: readonly string[];
}

/** More than anybody could still be retrying. */
const REQUESTS_KEPT = 200;

/** A task that never ran is due now; an interrupted run is taken up again while its period has not passed. */
export const isDue = (last: LastRun | undefined, dueAt: UnixMs): boolean =>
  last === undefined || last.dueAt < dueAt || (last.dueAt === dueAt && last.status === 'interrupted');

const decideRun = (command: RunCommand, state: CoordinatorState): readonly CoordinatorFact[] => {
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

/** A request that was carried out stays so, whatever happened since: a late retry does nothing. */
const decideSwitch = (command: SwitchTask, state: CoordinatorState): readonly CoordinatorFact[] => {
  const { type, task, by, reason, requestId } = command;
  const isDisabled = state.disabled.includes(task);
  if (isDisabled === (type === 'DisableTask')) return [];
  if (requestId !== undefined && state.requests.includes(requestId)) return [];
  const data = { task, by, reason, ...(requestId !== undefined && { requestId }) };
  return [{ type: isDisabled ? 'TaskEnabled' : 'TaskDisabled', data }];
};

type Switched = Extract<CoordinatorFact, { type: 'TaskEnabled' | 'TaskDisabled' }>;

const switched = (state: CoordinatorState, { type, data }: Switched): CoordinatorState => {
  const { task, requestId } = data;
  const wasDisabled = state.disabled.includes(task);
  assert(wasDisabled === (type === 'TaskEnabled'), `${task} was ${wasDisabled ? '' : 'not '}disabled before`);
  const disabled = wasDisabled ? state.disabled.filter((other) => other !== task) : [...state.disabled, task];
  const requests = requestId === undefined ? state.requests : [...state.requests, requestId].slice(-REQUESTS_KEPT);
  return { ...state, disabled, requests };
};

const decide = (command: CoordinatorCommand, state: CoordinatorState): readonly CoordinatorFact[] => {
  switch (command.type) {
    case 'StartRun':
    case 'CompleteRun':
    case 'FailRun':
      return decideRun(command, state);
    case 'EnableTask':
    case 'DisableTask':
      return decideSwitch(command, state);
    default:
      return decideHealth(command, state);
  }
};

type RunFact = Extract<CoordinatorFact, { type: 'TaskStarted' | 'TaskCompleted' | 'TaskFailed' }>;

const statusAfter = ({ type, data }: RunFact): LastRun['status'] => {
  if (type === 'TaskStarted') return 'running';
  if (type === 'TaskCompleted') return 'completed';
  return data.reason === 'interrupted' ? 'interrupted' : 'failed';
};

const evolve = (state: CoordinatorState, fact: CoordinatorFact): CoordinatorState => {
  switch (fact.type) {
    case 'TaskStarted':
    case 'TaskCompleted':
    case 'TaskFailed': {
      const { task, dueAt, attempt } = fact.data;
      return { ...state, runs: { ...state.runs, [task]: { dueAt, attempt, status: statusAfter(fact) } } };
    }
    case 'TaskDisabled':
    case 'TaskEnabled':
      return switched(state, fact);
    case 'ComponentFailed':
    case 'ComponentRecovered':
      return { ...state, ...healthAfter(state, fact) };
    default:
      return unreachable(fact, 'coordinator fact');
  }
};

export const coordinatorDecider: Decider<CoordinatorCommand, CoordinatorState, CoordinatorFact> = {
  category: 'coordinator',
  initialState: { runs: {}, disabled: [], requests: [], components: {}, reported: {} },
  stateVersion: 3,
  evolve,
  decide,
};
