import cliProgress from 'cli-progress';

/** What a person sees while the desk starts: one line a step, and a bar where a step takes its time. */
export class StartScreen {
  private readonly begun = performance.now();

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  line(text: string): void {
    this.out.write(`${this.seconds()}  ${text}\n`);
  }

  /** A bar on a terminal; elsewhere a line at each fifth. */
  progress(label: string): { update(share: number): void; done(text: string): void } {
    if (this.out.isTTY) {
      const format = `${' '.repeat(8)}${label} [{bar}] {percentage}%`;
      const bar = new cliProgress.SingleBar({ format, hideCursor: true, clearOnComplete: true, stream: this.out });
      bar.start(100, 0);
      return {
        update: (share) => bar.update(Math.floor(share * 100)),
        done: (text) => {
          bar.stop();
          this.line(text);
        },
      };
    }
    let fifths = 0;
    return {
      update: (share) => {
        if (Math.floor(share * 5) <= fifths || share >= 1) return;
        fifths = Math.floor(share * 5);
        this.line(`${label}: ${fifths * 20} %`);
      },
      done: (text) => this.line(text),
    };
  }

  private seconds(): string {
    return `${((performance.now() - this.begun) / 1_000).toFixed(1).padStart(5)} s`;
  }
}
