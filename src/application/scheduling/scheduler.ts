import { coordinatorDecider, isDue, type LastRun } from '../../domain/coordinator/coordinator.decider.js';
import { dueTimeOf, TASK_NAMES, TASKS, type TaskName } from '../../domain/coordinator/tasks.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';

export type TaskBody = (at: UnixMs, dueAt: UnixMs) => Promise<void>;

/**
 * Runs what is due, in the order of the table, each to its end. Due is counted from the last recorded run: of the
 * deciding tasks in the coordinator's stream, of the others in the streams of the signals they make.
 */
export class Scheduler {
  private readonly last = new Map<TaskName, LastRun>();

  constructor(
    private readonly accountId: string,
    private readonly runner: CommandRunner,
    private readonly dispatcher: Dispatcher,
    private readonly bodies: Readonly<Record<TaskName, TaskBody>>,
    /** A task whose inputs are not there yet stays due. */
    private readonly isReady: (task: TaskName, at: UnixMs) => boolean,
  ) {}

  /** Learns what ran before; a run that a crash cut off is recorded as interrupted. */
  async recover(at: UnixMs, unrecorded: Readonly<Partial<Record<TaskName, UnixMs>>>): Promise<void> {
    const { runs } = await this.runner.stateOf(coordinatorDecider, streams.coordinator(this.accountId));
    for (const task of TASK_NAMES) {
      const run = runs[task];
      if (run?.status === 'running') {
        const { dueAt } = run;
        const detail = 'the process ended before the run did';
        await this.tell(
          { type: 'FailRun', at, task, dueAt, reason: 'interrupted', detail },
          `interrupted ${run.attempt}`,
        );
        this.last.set(task, { ...run, status: 'interrupted' });
      } else if (run) this.last.set(task, run);
      const dueAt = unrecorded[task];
      if (dueAt !== undefined) this.last.set(task, { dueAt, attempt: 1, status: 'completed' });
    }
  }

  async runDue(at: UnixMs, settle: () => Promise<void>): Promise<void> {
    for (const name of TASK_NAMES) {
      const dueAt = dueTimeOf(TASKS[name], at);
      if (!isDue(this.last.get(name), dueAt) || !this.isReady(name, at)) continue;
      await (TASKS[name].recorded ? this.runRecorded(name, at, dueAt) : this.bodies[name](at, dueAt));
      this.last.set(name, { dueAt, attempt: 1, status: 'completed' });
      await settle();
    }
  }

  private async runRecorded(task: TaskName, at: UnixMs, dueAt: UnixMs): Promise<void> {
    const key = `${dueAt} ${this.last.get(task)?.attempt ?? 0}`;
    await this.tell({ type: 'StartRun', at, task, dueAt }, `start ${key}`);
    await this.bodies[task](at, dueAt);
    await this.tell({ type: 'CompleteRun', at, task, dueAt }, `complete ${key}`);
  }

  private tell(command: Parameters<typeof coordinatorDecider.decide>[0], key: string) {
    const addressed = { to: 'coordinator' as const, id: this.accountId, command };
    return this.dispatcher.start('schedule', `${command.task} ${key}`, addressed);
  }
}
