import { SingleBar } from 'cli-progress';

/** A bar on a terminal; elsewhere nothing, because a log file is no place for it. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private started: string | undefined;

  /** @param unit what is counted */
  constructor(stream: NodeJS.WriteStream, unit = 'steps') {
    if (!stream.isTTY) return;
    const format = `{phase}{bar} {percentage} % | {value} of {total} ${unit} | {duration_formatted}`;
    this.bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true, gracefulExit: false });
  }

  /** Undefined where nobody would see it. */
  get listener(): ((done: number, total: number) => void) | undefined {
    if (!this.bar) return undefined;
    return (done, total) => this.show('', done, total);
  }

  /** A bar for each phase, one after the other; full from the beginning where nobody knows how much there is. */
  phase(name: string, done: number, total: number = done): void {
    this.show(`${name} `, done, Math.max(done, total));
  }

  stop(): void {
    if (this.started !== undefined) this.bar?.stop();
  }

  private show(phase: string, done: number, total: number): void {
    if (this.started === phase) {
      this.bar?.setTotal(total);
      this.bar?.update(done, { phase });
      return;
    }
    this.stop();
    this.bar?.start(total, done, { phase });
    this.started = phase;
  }
}
