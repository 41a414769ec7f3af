import { hold, type AdviceFact, type FactOf } from './advice-fact.js';

const FOLLOWER = 'follow health';
/** Of which the desk hears when it next reads the log. */
const ELSEWHERE = 'elsewhere';
const UNHEARD_MS = 90_000;

const advises = (component: string): boolean => component === 'sentiment' || component.startsWith('model:');

type Report = FactOf<'ComponentFailed' | 'ComponentRecovered'>;

/** How the parts fare and what the account makes of it, reckoned anew from the facts. */
export class HealthCheck {
  private readonly levels = new Map<string, number>();
  private readonly inARow = new Map<string, number>();
  private readonly reports = new Map<string, Report['data']>();
  private level = 1;
  /** The mildest level of the instant of the last change. */
  private mildest = 1;
  private since = 0;

  take(fact: AdviceFact): void {
    if (fact.type === 'ComponentFailed' || fact.type === 'ComponentRecovered') return this.report(fact);
    if (fact.type === 'DegradationChanged') this.changed(fact);
  }

  /** What nobody can have overlooked at an instant. */
  levelAt(at: number): number {
    return at > this.since ? this.level : this.mildest;
  }

  get strictest(): number {
    return Math.max(1, ...this.levels.values());
  }

  get account(): number {
    return this.level;
  }

  /** Components that hold the desk back. */
  failing(): ReadonlySet<string> {
    return new Set([...this.levels].flatMap(([component, level]) => (level > 1 ? [component] : [])));
  }

  private report({ type, data, metadata }: Report): void {
    const { component, level, before, overall } = data;
    const own = this.levels.get(component) ?? 1;
    hold(this.strictest === before, `${component}: the strictest level was ${this.strictest}, and not ${before}`);
    this.levels.set(component, level);
    hold(this.strictest === overall, `${component}: the strictest level is ${this.strictest}, and not ${overall}`);
    hold(!advises(component) || level <= 2, `${component} only advises, and holds the desk to ${level}`);
    if (type === 'ComponentFailed') {
      this.inARow.set(component, 0);
      hold(level >= own, `a failure of ${component} loosens ${own} to ${level}`);
    } else {
      const row = (this.inARow.get(component) ?? 0) + 1;
      const three = data.because !== undefined || row >= 3;
      hold(level === own || level > own || three, `${component} goes from ${own} to ${level} after ${row} good runs`);
      hold(data.because !== undefined || own < 4 || level === 4, `${component} leaves the emergency by itself`);
      this.inARow.set(component, level < own ? 0 : row);
    }
    this.reports.set(metadata.eventId, data);
  }

  private changed({ data, metadata }: FactOf<'DegradationChanged'>): void {
    const { from, to } = data;
    const { actor, causationId } = metadata;
    if (actor === FOLLOWER) {
      const report = this.reports.get(causationId);
      hold(report?.overall === to, `the level goes from ${from} to ${to} with no report that says so`);
      hold(from !== 4, `the emergency is left for ${to}, and no person said so`);
    }
    const at = metadata.at + (actor === ELSEWHERE ? UNHEARD_MS : 0);
    this.mildest = Math.min(at > this.since ? from : this.mildest, to);
    this.since = Math.max(at, this.since);
    this.level = to;
  }
}
