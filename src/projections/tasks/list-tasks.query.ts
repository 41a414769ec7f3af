import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dueTimeOf, intervalOf, TASK_NAMES, TASKS, type Pace, type TaskName } from '../../domain/coordinator/tasks.js';
import type { Position } from '../../domain/shared/fact.js';
import { utcDateOf, type UnixMs } from '../../domain/shared/time.js';
import { paceOfDay } from '../model-spend/list-model-spend.query.js';
import type { SpendDay } from '../model-spend/model-spend.projection.js';
import { ReadStore, type Row } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { Page, TaskView } from '../views.js';
import type { AgentRow, TaskRow } from './tasks.projection.js';

/** The schedule as it stands at an instant of the market. */
export class ListTasks extends Query<Page<TaskView>> {
  constructor(
    readonly at: UnixMs,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

/** Agents times instruments. */
const MOST_AGENTS = 200;

type Past = Pick<TaskView, 'running' | 'lastRunAt' | 'lastOutcome' | 'runs' | 'failures' | 'failuresInARow'> & {
  readonly dueAt?: UnixMs;
};

const pastOfRuns = ({ dueAt, startedAt, status, runs, failures, failuresInARow }: TaskRow): Past => ({
  running: status === 'running',
  ...(dueAt !== undefined && { dueAt }),
  ...(startedAt !== undefined && { lastRunAt: startedAt }),
  ...(status !== undefined && { lastOutcome: status }),
  runs,
  failures,
  failuresInARow,
});

/** A run looks at every instrument: the most of one is how often it ran. */
const pastOfSignals = (agents: readonly AgentRow[]): Past => {
  const newest = agents.reduce<AgentRow | undefined>((a, b) => (a && a.lastAt >= b.lastAt ? a : b), undefined);
  return {
    running: false,
    ...(newest && { dueAt: newest.lastAt, lastRunAt: newest.lastAt, lastOutcome: newest.lastOutcome }),
    runs: Math.max(0, ...agents.map(({ recorded, missed }) => recorded + missed)),
    failures: agents.reduce((sum, { missed }) => sum + missed, 0),
    failuresInARow: Math.max(0, ...agents.map(({ missedInARow }) => missedInARow)),
  };
};

const nextDue = (task: TaskName, dueAt: UnixMs | undefined, at: UnixMs, pace: Pace): UnixMs => {
  const present = dueTimeOf(TASKS[task], at, pace);
  return dueAt === undefined || dueAt < present ? present : present + intervalOf(TASKS[task], pace);
};

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(private readonly store: ReadStore) {}

  async execute({ at, minPosition }: ListTasks): Promise<Page<TaskView>> {
    await reachedBy(this.store, ['tasks', 'modelSpend'], minPosition);
    const [tasks, agents, pace] = await Promise.all([
      this.store.list('tasks', 'tasks', { limit: TASK_NAMES.length }),
      this.store.list('tasks', 'agents', { limit: MOST_AGENTS }),
      this.pace(at),
    ]);
    const view = (task: TaskName): TaskView =>
      this.view(
        task,
        this.typed<TaskRow>(tasks.items).find((row) => row.task === task),
        this.typed<AgentRow>(agents.items).filter(({ agent }) => agent === task),
        { at, pace },
      );
    return { items: TASK_NAMES.map(view), ...(tasks.asOf !== undefined && { asOf: tasks.asOf }) };
  }

  private view(
    name: TaskName,
    row: TaskRow | undefined,
    agents: readonly AgentRow[],
    { at, pace }: { readonly at: UnixMs; readonly pace: Pace },
  ): TaskView {
    const task = TASKS[name];
    const { dueAt, ...past } = task.recorded && row?.dueAt !== undefined ? pastOfRuns(row) : pastOfSignals(agents);
    const enabled = row?.enabled ?? true;
    const { switched } = row ?? {};
    return {
      task: name,
      everyMs: intervalOf(task, pace),
      timeoutMs: task.timeoutMs,
      after: task.after,
      enabled,
      ...(switched !== undefined && { switched }),
      ...past,
      ...(enabled && dueAt !== undefined && { nextDueAt: nextDue(name, dueAt, at, pace) }),
    };
  }

  private async pace(at: UnixMs): Promise<Pace> {
    return paceOfDay((await this.store.get('modelSpend', 'days', utcDateOf(at))) as SpendDay | undefined);
  }

  private typed<R>(rows: readonly Row[]): readonly R[] {
    return rows as unknown as readonly R[];
  }
}
