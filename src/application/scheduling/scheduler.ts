import { coordinatorDecider, isDue, runIdOf, type LastRun } from '../../domain/coordinator/coordinator.decider.js';
import { dueTimeOf, TASK_NAMES, TASKS, type Pace, type TaskName } from '../../domain/coordinator/tasks.js';
import { streams } from '../../domain/shared/stream-names.js';
import { SECOND, type UnixMs } from '../../domain/shared/time.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import { RunInProgress, type TaskBody } from './run-in-progress.js';

export const MOST_AT_ONCE = 5;

/** Who does the schedule's tasks. */
export interface Work {
  /** A task without a body is never due. */
  readonly bodies: Readonly<Partial<Record<TaskName, TaskBody>>>;
  /** A task whose inputs are not there yet stays due. */
  readonly isReady: (task: TaskName, at: UnixMs) => boolean;
  readonly pace?: (at: UnixMs) => Promise<Pace>;
  /** Before the first run of this process. */
  readonly begin?: (at: UnixMs) => Promise<void>;
  /** A run that a crash cut off, and whose period has passed: what it left open comes to an end. */
  readonly giveUp?: (task: TaskName, dueAt: UnixMs, at: UnixMs) => Promise<void>;
}

/** Lets everything that follows from a task happen. */
type Settle = () => Promise<void>;

/**
 * Runs what is due, in the order of the table; a task that rests while a model thinks delays no other but those that
 * depend on it, and none runs twice at once. Due is counted from the last recorded run: of the deciding tasks in the
 * coordinator's stream, of the others in the streams of the signals they make.
 */
export class Scheduler {
  private readonly last = new Map<TaskName, LastRun>();
  private readonly working = new Map<TaskName, RunInProgress>();

  constructor(
    private readonly accountId: string,
    private readonly runner: CommandRunner,
    private readonly dispatcher: Dispatcher,
    private readonly work: Work,
    private readonly mostAtOnce = MOST_AT_ONCE,
  ) {}

  /** Learns what ran before; a run that a crash cut off is recorded as interrupted. */
  async recover(at: UnixMs, unrecorded: Readonly<Partial<Record<TaskName, UnixMs>>>): Promise<void> {
    await this.work.begin?.(at);
    const { runs } = await this.state();
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

  async runDue(at: UnixMs, settle: Settle): Promise<void> {
    const pace = (await this.work.pace?.(at)) ?? 'full';
    for (const name of TASK_NAMES) {
      const dueAt = dueTimeOf(TASKS[name], at, pace);
      if (!isDue(this.last.get(name), dueAt) || !(await this.mayStart(name, at))) continue;
      await this.start(name, at, dueAt);
      await settle();
    }
  }

  /** Goes on with what a crash cut off, where its period has not passed: its facts wait for it. */
  async resumeInterrupted(at: UnixMs, settle: Settle): Promise<void> {
    for (const [name, { status, dueAt }] of this.last) {
      if (status !== 'interrupted' || dueTimeOf(TASKS[name], at) !== dueAt || !(await this.mayStart(name, at)))
        continue;
      await this.start(name, at, dueAt);
      await settle();
    }
  }

  /** The next instant at which a task at work has to be gone on with; undefined while none rests. */
  get nextAt(): UnixMs | undefined {
    const times = [...this.working.values()].map(({ nextAt }) => nextAt);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Goes on with what rested until now, cuts off what has taken too long, and starts what waited for its end. */
  async goOn(at: UnixMs, settle: Settle): Promise<void> {
    const due = [...this.working.values()].filter(({ nextAt }) => nextAt <= at);
    let ended = false;
    for (const running of due.sort((a, b) => a.nextAt - b.nextAt)) {
      if (await this.goOnWith(running, at)) ended = true;
      await settle();
    }
    if (ended) await this.runDue(at, settle);
  }

  /** True when it has come to an end. A store that was away ends the body in the middle: its facts say where it goes on. */
  private async goOnWith(running: RunInProgress, at: UnixMs): Promise<boolean> {
    const late = running.deadline <= at;
    try {
      if (late) await running.cutOff();
      else if (!(await running.goOn(at))) return false;
      await this.end(running, at, late);
      return true;
    } catch (error) {
      const { task, run } = running;
      this.working.delete(task);
      this.last.set(task, { dueAt: run.dueAt, attempt: this.last.get(task)?.attempt ?? 0, status: 'interrupted' });
      throw error;
    }
  }

  private async mayStart(name: TaskName, at: UnixMs): Promise<boolean> {
    if (this.work.bodies[name] === undefined || this.working.has(name)) return false;
    if (this.working.size >= this.mostAtOnce) return false;
    if (TASKS[name].after.some((other) => this.working.has(other))) return false;
    if (!this.work.isReady(name, at)) return false;
    return !(await this.state()).disabled.includes(name);
  }

  private async start(task: TaskName, at: UnixMs, dueAt: UnixMs): Promise<void> {
    const { recorded, timeoutMs } = TASKS[task];
    const last = this.last.get(task);
    if (last?.status === 'interrupted' && last.dueAt < dueAt) await this.work.giveUp?.(task, last.dueAt, at);
    const body = this.work.bodies[task] as TaskBody;
    const running = new RunInProgress(task, { at, dueAt, runId: runIdOf(task, dueAt) }, at + timeoutMs);
    if (recorded) await this.tell({ type: 'StartRun', at, task, dueAt }, `start ${this.keyOf(running)}`);
    if (await running.begin(body)) await this.end(running, at, false);
    else this.working.set(task, running);
  }

  private async end(running: RunInProgress, at: UnixMs, late: boolean): Promise<void> {
    const { task, run } = running;
    const { dueAt } = run;
    const key = this.keyOf(running);
    if (TASKS[task].recorded) {
      const detail = `not done after ${TASKS[task].timeoutMs / SECOND} s`;
      await (late
        ? this.tell({ type: 'FailRun', at, task, dueAt, reason: 'timeout', detail }, `timeout ${key}`)
        : this.tell({ type: 'CompleteRun', at, task, dueAt }, `complete ${key}`));
    }
    this.working.delete(task);
    this.last.set(task, { dueAt, attempt: 1, status: late ? 'failed' : 'completed' });
  }

  /** The attempts before it are part of the key: a run that is taken up again says so by facts of its own. */
  private keyOf({ task, run }: RunInProgress): string {
    return `${run.dueAt} ${this.last.get(task)?.attempt ?? 0}`;
  }

  private state() {
    return this.runner.stateOf(coordinatorDecider, streams.coordinator(this.accountId));
  }

  private tell(command: Parameters<typeof coordinatorDecider.decide>[0] & { readonly task: TaskName }, key: string) {
    const addressed = { to: 'coordinator' as const, id: this.accountId, command };
    return this.dispatcher.start('schedule', `${command.task} ${key}`, addressed);
  }
}
