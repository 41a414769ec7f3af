import type { TaskName } from '../../domain/coordinator/tasks.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** One run of a task, as its body sees it. */
export interface TaskRun {
  readonly at: UnixMs;
  readonly dueAt: UnixMs;
  /** Task and due time: the run's natural key. */
  readonly runId: string;
}

/**
 * What a task does. One that rests (a model was asked) yields the instant at which it goes on: the clock may move on to
 * there, and other tasks run meanwhile. It awaits what the outside takes in real time by itself, before it yields. When
 * it is cut off, its `finally` runs.
 */
export type TaskBody = (run: TaskRun) => Promise<void> | AsyncGenerator<UnixMs, void, void>;

const isResting = (work: ReturnType<TaskBody>): work is AsyncGenerator<UnixMs, void, void> =>
  Symbol.asyncIterator in work;

/** A body at work: goes from rest to rest. */
export class RunInProgress {
  private work: AsyncGenerator<UnixMs, void, void> | undefined;
  private restsUntil: UnixMs | undefined;

  constructor(
    readonly task: TaskName,
    readonly run: TaskRun,
    /** Cut off at this instant. */
    readonly deadline: UnixMs,
  ) {}

  /** When there is something to do for it next. */
  get nextAt(): UnixMs {
    return Math.min(this.restsUntil ?? this.run.at, this.deadline);
  }

  /** True when the body has come to its end. */
  async begin(body: TaskBody): Promise<boolean> {
    const work = body(this.run);
    if (!isResting(work)) {
      await work;
      return true;
    }
    this.work = work;
    return this.goOn(this.run.at);
  }

  /** To its next rest that reaches beyond `now`, or to its end. */
  async goOn(now: UnixMs): Promise<boolean> {
    for (;;) {
      const next = await this.work?.next();
      if (!next || next.done) return true;
      this.restsUntil = next.value;
      if (next.value > now) return false;
    }
  }

  async cutOff(): Promise<void> {
    await this.work?.return();
  }
}
