import { SingleBar } from 'cli-progress';

/** A bar on a terminal; elsewhere nothing, because a log file is no place for it. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private started = false;

  constructor(stream: NodeJS.WriteStream) {
    if (!stream.isTTY) return;
    const format = '{bar} {percentage} % | {value} of {total} steps | {duration_formatted}';
    this.bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true, gracefulExit: false });
  }

  /** Undefined where nobody would see it. */
  get listener(): ((done: number, total: number) => void) | undefined {
    const { bar } = this;
    if (!bar) return undefined;
    return (done, total) => {
      if (this.started) bar.update(done);
      else bar.start(total, done);
      this.started = true;
    };
  }

  stop(): void {
    if (this.started) this.bar?.stop();
  }
}
