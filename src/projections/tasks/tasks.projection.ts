import type { CoordinatorFact } from '../../domain/coordinator/coordinator.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { deskFact, put, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { TaskView } from '../views.js';

/** A task by the coordinator's facts. */
export interface TaskRow {
  readonly task: string;
  readonly dueAt?: UnixMs;
  readonly startedAt?: UnixMs;
  readonly status?: 'running' | 'completed' | 'timeout' | 'error' | 'interrupted';
  readonly runs: number;
  readonly failures: number;
  readonly failuresInARow: number;
  readonly enabled: boolean;
  readonly switched?: NonNullable<TaskView['switched']>;
}

/** What one agent said of one instrument, counted: such runs are no facts of the coordinator. */
export interface AgentRow {
  readonly agent: string;
  readonly instrumentId: string;
  readonly lastAt: UnixMs;
  readonly lastOutcome: string;
  readonly recorded: number;
  readonly missed: number;
  readonly missedInARow: number;
}

type Signalled = Extract<ReturnType<typeof deskFact>, { type: 'SignalRecorded' | 'SignalMissed' }>;

const signalled = (recorded: RecordedFact): Signalled | undefined => {
  const fact = deskFact(recorded);
  return fact.type === 'SignalRecorded' || fact.type === 'SignalMissed' ? fact : undefined;
};

const TASK_FACTS: readonly string[] = ['TaskStarted', 'TaskCompleted', 'TaskFailed', 'TaskEnabled', 'TaskDisabled'];
type TaskFact = Extract<CoordinatorFact, { data: { task: unknown } }>;

const taskFact = (recorded: RecordedFact): TaskFact | undefined =>
  TASK_FACTS.includes(recorded.type) ? (deskFact(recorded) as TaskFact) : undefined;

const taskAfter = (row: TaskRow, fact: TaskFact, at: UnixMs): TaskRow => {
  switch (fact.type) {
    case 'TaskStarted': {
      const { dueAt, attempt } = fact.data;
      return { ...row, dueAt, startedAt: at, status: 'running', runs: row.runs + (attempt === 1 ? 1 : 0) };
    }
    case 'TaskCompleted':
      return { ...row, status: 'completed', failuresInARow: 0 };
    case 'TaskFailed': {
      const { reason } = fact.data;
      return { ...row, status: reason, failures: row.failures + 1, failuresInARow: row.failuresInARow + 1 };
    }
    case 'TaskEnabled':
    case 'TaskDisabled': {
      const { by, reason } = fact.data;
      return { ...row, enabled: fact.type === 'TaskEnabled', switched: { by, reason, at } };
    }
  }
};

const agentAfter = (before: AgentRow | undefined, { type, data }: Signalled): AgentRow => {
  const missed = type === 'SignalMissed';
  return {
    agent: data.agent,
    instrumentId: data.instrumentId,
    lastAt: data.recordedAt,
    lastOutcome: missed ? data.reason : 'recorded',
    recorded: (before?.recorded ?? 0) + (missed ? 0 : 1),
    missed: (before?.missed ?? 0) + (missed ? 1 : 0),
    missedInARow: missed ? (before?.missedInARow ?? 0) + 1 : 0,
  };
};

const project = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const signal = signalled(recorded);
  if (signal !== undefined) {
    const key = recorded.stream;
    return [put('agents', key, key, agentAfter(read('agents', key) as AgentRow | undefined, signal))];
  }
  const fact = taskFact(recorded);
  if (fact === undefined) return [];
  const { task } = fact.data;
  const none: TaskRow = { task, runs: 0, failures: 0, failuresInARow: 0, enabled: true };
  const row = taskAfter((read('tasks', task) as TaskRow | undefined) ?? none, fact, recorded.metadata.at);
  return [put('tasks', task, task, row)];
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => {
  if (categoryOf(recorded.stream) === 'signal')
    return signalled(recorded) ? [{ table: 'agents', key: recorded.stream }] : [];
  const fact = taskFact(recorded);
  return fact === undefined ? [] : [{ table: 'tasks', key: fact.data.task }];
};

/** What ran when and how it ended: by runs where the coordinator records them, else by the signals that they left. */
export const tasksProjection: Projection = {
  name: 'tasks',
  version: 1,
  tables: { tasks: { filters: [] }, agents: { filters: [] } },
  categories: ['coordinator', 'signal'],
  reads: readsOf,
  project,
};
