/** The step asked its ports so often that it will never come to an end. */
export class NeverSettles extends Error {
  override readonly name = 'NeverSettles';
}

/** More calls of one step than any honest one makes: a restart over a long log makes some thousands. */
const MOST_CALLS_A_STEP = 60_000;
const NEVER = new Promise<never>(() => undefined);

/**
 * A process as its ports see it: every call of one counts twice, before and after it is done. At the drawn count the
 * process is gone: neither this call nor any later one comes back, and none of them does anything.
 */
export class Lifeline {
  calls = 0;
  dead = false;
  /** Where it died, for people. */
  diedAt = '';
  private stepBegan = 0;
  private readonly planned: { readonly at: number; readonly run: () => Promise<void> }[] = [];
  private readonly intrusions: Promise<void>[] = [];
  private announce: () => void = () => undefined;
  private readonly death = new Promise<void>((resolve) => (this.announce = resolve));

  constructor(private diesAt: number | undefined) {}

  /** It lives to the end. */
  spare(): void {
    this.diesAt = undefined;
  }

  /** Work that is abandoned when the process dies; undefined then. */
  async until<T>(work: Promise<T>): Promise<{ readonly value: T } | undefined> {
    const gone = this.death.then(() => undefined);
    // What a dead process still throws is nobody's.
    work.catch(() => undefined);
    return Promise.race([work.then((value) => ({ value })), gone]);
  }

  beginStep(): void {
    this.stepBegan = this.calls;
    this.planned.length = 0;
  }

  /** Somebody else's work comes in at the so manieth call of this step, beside what is under way. */
  intrude(call: number, run: () => Promise<void>): void {
    this.planned.push({ at: call, run });
  }

  /** Ends when all intruders have; those whose call never came come now. */
  async settle(): Promise<void> {
    for (const { run } of this.planned.splice(0)) this.intrusions.push(run());
    await Promise.all(this.intrusions.splice(0));
  }

  /** One moment at which the process may die. Never returns in a dead one. */
  async pass(where: string): Promise<void> {
    if (this.dead) return NEVER;
    this.calls += 1;
    if (this.diesAt !== undefined && this.calls >= this.diesAt) {
      this.kill(where);
      return NEVER;
    }
    const inStep = this.calls - this.stepBegan;
    if (inStep > MOST_CALLS_A_STEP)
      throw new NeverSettles(`${inStep} calls of ports in one step, the last one ${where}`);
    for (let n = this.planned.length - 1; n >= 0; n--) {
      const intruder = this.planned[n];
      if (!intruder || intruder.at > inStep) continue;
      this.planned.splice(n, 1);
      const going = intruder.run();
      going.catch(() => undefined);
      this.intrusions.push(going);
    }
  }

  private kill(where: string): void {
    this.dead = true;
    this.diedAt = where;
    this.announce();
  }
}
