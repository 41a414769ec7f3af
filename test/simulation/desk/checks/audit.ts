import { LogInvariants, INVARIANT_NAMES } from '../../../../src/application/replay/invariants.js';
import type { AuditFact } from '../../../../src/application/replay/invariants/invariant.js';
import { Refold } from '../../../../src/application/replay/refold.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { Sha256Digest } from '../../../../src/infrastructure/digest/sha256-digest.js';
import type { World } from '../run/world.js';
import { AdviceCheck } from './advice-check.js';
import { Broken } from './broken.js';
import { ReadModels } from './read-models.js';
import { ConductCheck } from './conduct-check.js';
import { Coverage } from './coverage.js';

const KEPT = 12;
/** A step takes a minute, unless the market's clock leaps. */
const LEAP_MS = 90_000;

/** Opinions change nothing about orders and money. */
const isOpinion = ({ stream }: RecordedFact): boolean => stream.startsWith('signal-');

export const lineOf = ({ position, stream, type, data, metadata }: RecordedFact): string =>
  `${position} ${metadata.at} ${stream} ${type} ${JSON.stringify(data)}`;

/** Reads what is new in the log after every step and holds every law against it. */
export class Audit {
  facts = 0;
  private readonly laws = new LogInvariants();
  private readonly conduct: ConductCheck;
  private readonly coverage = new Coverage();
  private readonly advice: AdviceCheck;
  private readonly last: RecordedFact[] = [];
  private position: string | undefined;
  private at = 0;
  private readonly readModels: ReadModels | undefined;

  constructor(
    private readonly world: World,
    private readonly trace: (line: string) => void,
  ) {
    const { plan, storage } = world;
    const { venueFaults, storeFaults, deaths, acts } = plan;
    this.advice = new AdviceCheck(world);
    const meddlers = acts.some(({ deed }) => deed.kind === 'venue');
    this.conduct = new ConductCheck([venueFaults, storeFaults, deaths].every((of) => of.length === 0) && !meddlers);
    if (plan.readModels) this.readModels = new ReadModels(storage.store, plan.readModels.drops);
  }

  async begin(): Promise<void> {
    await this.readModels?.start();
  }

  async look(step: number): Promise<void> {
    const now = this.world.process?.now ?? this.at;
    if (now - this.at > LEAP_MS) this.laws.slept(now);
    this.at = now;
    const after = this.position === undefined ? {} : { after: this.position };
    for await (const fact of this.world.storage.store.readAll(after)) this.take(fact);
    this.advice.look(now);
    const { broken } = this.laws;
    if (broken)
      throw new Broken(
        `invariant ${broken.id} (${INVARIANT_NAMES[broken.id]}) after step ${step}: ${broken.violation.sentence}`,
      );
  }

  /** Of what models advise: what has not come to its end. */
  unfinished(): readonly string[] {
    return this.advice.atRest(this.at);
  }

  async finish(): Promise<void> {
    this.advice.finish();
    for (const { id, first } of this.laws.finish()) {
      if (first) throw new Broken(`invariant ${id} (${INVARIANT_NAMES[id]}) at the end: ${first.sentence}`);
    }
    const again = new Refold();
    for await (const fact of this.world.storage.store.readAll()) again.add(fact);
    const [first, second] = [this.stateHash(), again.hashInto(new Sha256Digest())];
    const dropped = (await this.readModels?.finish()) ?? 0;
    for (let n = 0; n < dropped; n++) this.count('fault store subscription-drop');
    if (first !== second) throw new Broken(`invariant 7: the state hash is ${first}, read again ${second}`);
  }

  stateHash(): string {
    return this.world.folded.hashInto(new Sha256Digest());
  }

  lastFacts(): readonly string[] {
    return this.last.map(lineOf);
  }

  died(where: string): void {
    this.coverage.count(`death ${where.split(' ').slice(0, 2).join(' ')}`);
    this.coverage.count('deaths');
  }

  count(what: string): void {
    this.coverage.count(what);
  }

  seen(): ReadonlyMap<string, number> {
    const { storeTrouble, venueTrouble, calls } = this.world;
    for (const [what, count] of calls.counts) this.coverage.set(`model ${what}`, count);
    for (const [kind, count] of storeTrouble.counts) this.coverage.set(`fault store ${kind}`, count);
    for (const [kind, count] of venueTrouble.counts) this.coverage.set(`fault venue ${kind}`, count);
    const { episodes, jumps } = this.world.plan.market;
    for (const { what } of episodes) this.coverage.count(`fault market ${what}`);
    for (const _ of jumps) this.coverage.count('fault market clock jump');
    return this.coverage.seen;
  }

  private take(fact: RecordedFact): void {
    this.position = fact.position;
    this.facts += 1;
    if (!isOpinion(fact)) {
      this.trace(`  ${lineOf(fact)}`);
      this.last.push(fact);
      if (this.last.length > KEPT) this.last.shift();
    }
    this.world.folded.add(fact);
    this.coverage.take(fact, this.world.folded.stateOf(fact.stream));
    this.laws.feed(fact);
    this.conduct.take(fact as AuditFact);
    this.advice.take(fact);
  }
}
