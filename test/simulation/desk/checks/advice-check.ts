import { Redecision } from '../../../../src/application/replay/redecide.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import { categoryOf } from '../../../../src/domain/shared/stream-names.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import type { World } from '../run/world.js';
import { hold, type AdviceFact } from './advice-fact.js';
import { CycleCheck } from './cycle-check.js';
import { HealthCheck } from './health-check.js';
import { SpendingCheck } from './spending-check.js';

/** The longest that a run of the decision may take. */
const TASK_MS = MINUTE;

/** Holds what models say, cost and bring about against the rules; the panel of the plan may be empty. */
export class AdviceCheck {
  private readonly health = new HealthCheck();
  private readonly spending: SpendingCheck;
  private readonly cycles: CycleCheck;
  private readonly again = new Redecision();
  /** Nothing keeps the desk from going on at once. */
  private readonly calm: boolean;
  /** When the limits changed: a cycle that is concluded in that instant may go by either. */
  private readonly changedAt = new Set<number>();
  private readonly decidedAt = new Map<string, number>();

  constructor(private readonly world: World) {
    const { panel, deaths, storeFaults, startAt } = world.plan;
    this.calm = deaths.length === 0 && storeFaults.length === 0;
    this.spending = new SpendingCheck(world.calls, panel);
    this.cycles = new CycleCheck(this.health, panel, startAt + (panel?.askFrom ?? 0) * MINUTE);
  }

  take(recorded: RecordedFact): void {
    const fact = recorded as unknown as AdviceFact;
    const category = categoryOf(fact.stream);
    const decides = category === 'decision' && fact.metadata.actor === 'trading-decision';
    if (decides) this.decidedAt.set(fact.position, fact.metadata.at);
    if (decides || category === 'account') this.again.feed(recorded);
    if (fact.type === 'LimitsChanged') this.changedAt.add(fact.metadata.at);
    this.health.take(fact);
    this.spending.take(fact);
    this.cycles.take(fact);
  }

  look(now: number): void {
    const [twice] = this.world.calls.twice;
    hold(twice === undefined, twice ?? '');
    const [late] = this.calm ? this.cycles.overdue(now) : [];
    hold(late === undefined, `${late} does not end`);
  }

  /** Nothing is under way any more. */
  atRest(now: number): readonly string[] {
    return this.cycles.overdue(now, TASK_MS).map((stream) => `the cycle of ${stream}`);
  }

  finish(): void {
    const { plan } = this.world;
    const different = this.again.finish().different.find(({ position }) => {
      const at = this.decidedAt.get(position);
      return at === undefined || !this.changedAt.has(at);
    });
    hold(different === undefined, `${different?.stream} ${different?.sentence}`);
    const people = plan.acts.some(
      ({ deed }) => deed.kind === 'degrade' || (deed.kind === 'order' && deed.want.kind === 'leave-emergency'),
    );
    const { account, strictest } = this.health;
    hold(people || account >= strictest, `a part holds the desk to ${strictest}, and it stands at ${account}`);
  }
}
