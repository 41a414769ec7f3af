import { EXPECTED, UNREACHABLE } from '../checks/expected.js';
import type { SimulationResult } from './simulation.js';

/** Sums up what many seeds did. */
export class Report {
  private readonly begun = performance.now();
  private readonly seen = new Map<string, number>();
  seeds = 0;
  steps = 0;
  facts = 0;
  broken = 0;

  take({ steps, facts, seen, broken }: SimulationResult): void {
    this.seeds += 1;
    this.steps += steps;
    this.facts += facts;
    if (broken) this.broken += 1;
    for (const [what, count] of Object.entries(seen)) this.seen.set(what, (this.seen.get(what) ?? 0) + count);
  }

  get seconds(): number {
    return (performance.now() - this.begun) / 1_000;
  }

  /** What no seed has shown, of what every long run must show. */
  get neverSeen(): readonly string[] {
    return EXPECTED.filter((what) => !this.seen.has(what) && !UNREACHABLE.has(what));
  }

  lines(): readonly string[] {
    const count = (what: string) => (this.seen.get(what) ?? 0).toLocaleString('en');
    const group = (prefix: string) =>
      [...this.seen]
        .filter(([what]) => what.startsWith(`${prefix} `))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([what, n]) => `${what.slice(prefix.length + 1)} ${n.toLocaleString('en')}`)
        .join(', ');
    const each = ((1_000 * this.seconds) / Math.max(1, this.seeds)).toFixed(0);
    return [
      `${this.seeds} seeds, ${this.steps.toLocaleString('en')} steps, ${this.facts.toLocaleString('en')} facts, ${count('deaths')} deaths, ${this.broken} broken`,
      `deaths: ${group('death')}`,
      `faults: ${group('fault')}`,
      `denials: ${group('denial')}`,
      `breakers: ${group('breaker')}`,
      `closers: ${group('closer')}`,
      `order states: ${group('order')}`,
      `models asked: ${group('model')}`,
      `calls: ${group('call')}`,
      `discarded votes: ${group('discard')}`,
      `conflicts: ${group('conflict')}`,
      `runs that failed: ${group('run')}`,
      `degradation: ${group('level')}`,
      `facts: ${group('fact')}`,
      ...[...UNREACHABLE].map(([what, why]) => `not to be seen: ${what} (${why})`),
      `never seen: ${this.neverSeen.length === 0 ? 'nothing' : this.neverSeen.join(', ')}`,
      `${this.seconds.toFixed(0)} s, ${each} ms a seed`,
    ];
  }
}

/** Sentences of one kind, whatever the ids and numbers in them. */
export const kindOf = (sentence: string): string =>
  sentence
    .split('\n')
    .slice(0, 2)
    .join(' ')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/-?\d[\d.]*/g, 'N');

export const brokenLines = ({ seed, broken }: SimulationResult): readonly string[] => [
  `BROKEN seed=${seed} step=${broken?.step ?? 0}`,
  `  ${broken?.sentence ?? ''}`,
  ...(broken?.lastFacts ?? []).map((line) => `    ${line.slice(0, 240)}`),
  `  repeat: npm run simulate -- --seed ${seed} --trace`,
  `  shorten: npm run simulate -- --seed ${seed} --shrink`,
];
