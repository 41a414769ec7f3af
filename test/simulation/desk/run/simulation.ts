import { StoreUnavailable } from '../../../../src/application/ports/event-store.port.js';
import { perform } from '../acts/perform.js';
import { Audit } from '../checks/audit.js';
import { Broken } from '../checks/broken.js';
import { bringToRest } from './bring-to-rest.js';
import type { Act } from '../plan/act.js';
import type { SimulationPlan } from '../plan/plan.js';
import { DeskProcess } from './desk-process.js';
import { World } from './world.js';

export interface SimulationResult {
  readonly seed: number;
  readonly steps: number;
  readonly facts: number;
  readonly stateHash: string;
  readonly seen: Readonly<Record<string, number>>;
  readonly broken?: {
    readonly step: number;
    /** Of the market, since trading began. */
    readonly minute?: number;
    readonly sentence: string;
    readonly lastFacts: readonly string[];
  };
}

/** Tries of one thing while the store is away; it is never away for so long. */
const TRIES = 200;
const MOST_STARTS = 40;

/** Lives through one plan: market, people, faults and deaths, with a look at the whole log after every step. */
export class Simulation {
  private readonly audit: Audit;
  private readonly acts: Act[];
  private steps = 0;
  private processes = 0;
  private starts = 0;
  private resting = false;
  private minute = 0;
  /** Somebody wrote what the desk has not been told of: it is after one more step. */
  private unheard = false;

  constructor(
    private readonly plan: SimulationPlan,
    private readonly trace: (line: string) => void = () => undefined,
    private readonly world = new World(plan),
  ) {
    this.audit = new Audit(this.world, trace);
    this.acts = [...plan.acts].sort((a, b) => a.minute - b.minute);
  }

  async run(): Promise<SimulationResult> {
    let broken: SimulationResult['broken'];
    try {
      await this.world.begin();
      await this.audit.begin();
      await this.live();
      this.resting = true;
      this.world.process?.life.spare();
      await bringToRest(
        this.world,
        () => this.step(),
        () => this.audit.unfinished(),
      );
      await this.audit.finish();
    } catch (error) {
      const sentence =
        error instanceof Broken
          ? error.message
          : `the desk broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      broken = { step: this.steps, minute: this.minute, sentence, lastFacts: this.audit.lastFacts() };
    }
    await this.world.process?.close();
    return {
      seed: this.plan.seed,
      steps: this.steps,
      facts: this.audit.facts,
      stateHash: this.audit.stateHash(),
      seen: Object.fromEntries(this.audit.seen()),
      ...(broken ? { broken } : {}),
    };
  }

  private async live(): Promise<void> {
    while ((await this.step()) < this.plan.minutes);
  }

  /** One minute of the market and what people do after it. Returns the minute that is over; Infinity at the end. */
  private async step(): Promise<number> {
    const process = await this.aliveProcess();
    const { world } = this;
    const { life } = process;
    life.beginStep();
    const due = world.market.minuteAt(process.now) + 1;
    world.minute = this.resting ? Infinity : due - 1;
    this.minute = due;
    world.wallClock.wait(1_000);
    this.armIntruders(process, due);
    const taken = await life.until(this.patiently(() => process.run.next()));
    await life.until(life.settle());
    this.steps += 1;
    const minute = taken && taken.value === undefined ? Infinity : world.market.minuteAt(process.now);
    if (!life.dead) await life.until(this.doActs(process, minute));
    if (life.dead) this.bury(process);
    else if (this.steps % 37 === 0) await life.until(this.patiently(() => process.run.flush()));
    await this.audit.look(this.steps);
    this.trace(
      `step ${this.steps} minute ${minute} calls ${life.calls}${life.dead ? ` DIED ${life.diedAt}` : ''} facts ${this.audit.facts}`,
    );
    return minute;
  }

  private armIntruders(process: DeskProcess, minute: number): void {
    if (this.resting) return;
    for (const act of this.acts.filter((each) => each.place === 'mid' && each.minute <= minute)) {
      this.acts.splice(this.acts.indexOf(act), 1);
      const name = this.nameOf(act);
      process.life.intrude(act.call ?? 1, () =>
        this.patiently(() => perform(act.deed, process.hands, process.hands, name)),
      );
    }
  }

  /** In their order; what a death cuts off is done again by the next process. */
  private async doActs(process: DeskProcess, minute: number): Promise<void> {
    if (this.unheard) await this.patiently(() => process.desk.hear());
    this.unheard = false;
    if (this.resting) return;
    for (;;) {
      const act = this.acts[0];
      if (!act || act.minute > minute) break;
      const hands = act.place === 'here' || act.place === 'mid' ? process.hands : this.world.hands;
      await this.patiently(() => perform(act.deed, hands, process.hands, this.nameOf(act)));
      this.trace(`act ${JSON.stringify(act)}`);
      this.acts.shift();
      this.unheard ||= act.place === 'unheard';
      if (act.place !== 'unheard') await this.patiently(() => process.desk.hear());
    }
  }

  private nameOf(act: Act): string {
    return `${this.plan.seed} ${this.plan.acts.indexOf(act)}`;
  }

  /** While the store is away nothing moves: the same again, as the running program does. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || tries >= TRIES) throw error;
      }
    }
  }

  private bury(process: DeskProcess): void {
    this.audit.died(process.life.diedAt);
    this.world.process = undefined;
  }

  /** The one that lives, or the next: a start that the store cuts off ends that process too. */
  private async aliveProcess(): Promise<DeskProcess> {
    for (;;) {
      const alive = this.world.process;
      if (alive) return alive;
      this.starts += 1;
      if (this.starts > MOST_STARTS) throw new Broken('the desk does not start any more');
      const diesAt = this.resting ? undefined : this.plan.deaths[this.processes];
      this.processes += 1;
      const process = await DeskProcess.assemble(this.world, this.processes, diesAt);
      // A store that is away at every start would keep the desk away for ever.
      this.world.storeTrouble.calm = this.starts % 4 === 0;
      try {
        const started = await process.life.until(process.run.start());
        if (started) this.world.process = process;
        else this.audit.died(process.life.diedAt);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.audit.count('start that the store cut off');
      }
      this.world.storeTrouble.calm = false;
      await this.audit.look(this.steps);
    }
  }
}

export const simulate = (plan: SimulationPlan, trace?: (line: string) => void): Promise<SimulationResult> =>
  new Simulation(plan, trace).run();
