import { assert } from '../shared/assert.js';
import type { UnixMs } from '../shared/time.js';
import type { ComponentRecovered, DegradationLevel, HealthFact } from './coordinator.events.js';

/** A component that failed and has not fully recovered; one that is well has no entry. */
export interface ComponentHealth {
  readonly failures: number;
  /** In a row. */
  readonly successes: number;
  readonly level: DegradationLevel;
}
export type Components = Readonly<Record<string, ComponentHealth>>;

export interface Health {
  readonly components: Components;
  /** By component, well or not, the time of its last report on record: the same report again changes nothing. */
  readonly reported: Readonly<Record<string, UnixMs>>;
}

export type HealthCommand =
  | {
      readonly type: 'ReportComponent';
      readonly at: UnixMs;
      readonly component: string;
      readonly ok: boolean;
      /** What went wrong, one sentence; of a success it is not kept. */
      readonly detail: string;
      /** Of a failure: the level that this one alone demands. */
      readonly atLeast?: 2 | 3 | 4;
      /** Of a success: a level at which the account stands and no component is to blame; this one leads it back. */
      readonly standsAt?: 2 | 3;
    }
  /** An operator left the emergency at `leftAt`: what had called for it until then holds the desk to `to` at most. */
  | { readonly type: 'LeaveEmergency'; readonly at: UnixMs; readonly leftAt: UnixMs; readonly to: DegradationLevel }
  /** It is in use no more, so nobody will report on it. */
  | { readonly type: 'RetireComponent'; readonly at: UnixMs; readonly component: string };

/** So many successes in a row bring a component back by a level. */
export const SUCCESSES_A_LEVEL = 3;
const DETAIL_KEPT = 200;

type Steps = readonly (readonly [failures: number, level: DegradationLevel])[];
/** Rules stand in for whoever only advises: without it the desk is reduced, and never shut. */
const ADVISING: Steps = [[3, 2]];
/** Nothing stands in for these. */
const NEEDED: Steps = [
  [3, 3],
  [9, 4],
];
const OTHERS: Steps = [
  [3, 2],
  [6, 3],
  [9, 4],
];
const NEEDED_COMPONENTS: readonly string[] = ['technical', 'regime', 'venue', 'store'];

const stepsOf = (component: string): Steps => {
  if (component === 'sentiment' || component.startsWith('model:')) return ADVISING;
  return NEEDED_COMPONENTS.includes(component) ? NEEDED : OTHERS;
};

const strictest = (...levels: readonly DegradationLevel[]): DegradationLevel =>
  levels.reduce((most, level) => (level > most ? level : most), 1);

const levelFor = (component: string, failures: number): DegradationLevel =>
  strictest(...stepsOf(component).flatMap(([from, level]) => (failures >= from ? [level] : [])));

/** Nothing depends on how many more there are. */
const mostFailures = (component: string): number => Math.max(...stepsOf(component).map(([from]) => from));

/** The fewest failures that hold the desk to a level; 0 for level 1. */
const failuresFor = (component: string, level: DegradationLevel): number => {
  if (level === 1) return 0;
  return stepsOf(component).find(([, reached]) => reached >= level)?.[0] ?? mostFailures(component);
};

export const overallLevel = (components: Components): DegradationLevel =>
  strictest(...Object.values(components).map(({ level }) => level));

const WELL: ComponentHealth = { failures: 0, successes: 0, level: 1 };

const healthOf = (components: Components, component: string): ComponentHealth => components[component] ?? WELL;

const overalls = (components: Components, component: string, level: DegradationLevel) => ({
  before: overallLevel(components),
  overall: overallLevel({ ...components, [component]: { ...WELL, level } }),
});

type Report = Extract<HealthCommand, { type: 'ReportComponent' }>;

const failed = (components: Components, { component, at, detail, atLeast }: Report): readonly HealthFact[] => {
  const before = healthOf(components, component);
  const failures = Math.min(before.failures + 1, mostFailures(component));
  const level = strictest(before.level, levelFor(component, failures), atLeast ?? 1);
  const isNoNews = level === before.level && (level === 4 || failures === before.failures) && before.successes === 0;
  if (isNoNews) return [];
  const kept = detail.slice(0, DETAIL_KEPT);
  const data = { component, at, failures, detail: kept, level, ...overalls(components, component, level) };
  return [{ type: 'ComponentFailed', data }];
};

/** It holds the desk to a milder level: failures that would bring the former one back at once are forgiven. */
const freed = (
  components: Components,
  component: string,
  level: DegradationLevel,
  rest: Pick<ComponentRecovered['data'], 'at' | 'successes' | 'because'>,
): HealthFact => ({
  type: 'ComponentRecovered',
  data: {
    component,
    ...rest,
    failures: Math.min(healthOf(components, component).failures, failuresFor(component, level)),
    level,
    ...overalls(components, component, level),
  },
});

const succeeded = (components: Components, { component, at, standsAt }: Report): readonly HealthFact[] => {
  const before = healthOf(components, component);
  const { failures } = before;
  const from = strictest(before.level, standsAt ?? 1);
  // An emergency is left by an operator alone, and one that is well has nothing to recover from.
  if (from === 4 || (from === 1 && failures === 0)) return [];
  const successes = (from > before.level ? 0 : before.successes) + 1;
  if (successes >= SUCCESSES_A_LEVEL) {
    const to = from === 1 ? 1 : ((from - 1) as DegradationLevel);
    return [freed(components, component, to, { at, successes })];
  }
  const data = { component, at, successes, failures, level: from, ...overalls(components, component, from) };
  return [{ type: 'ComponentRecovered', data }];
};

const componentsAfter = (components: Components, fact: HealthFact): Components => {
  const { component, failures, level, before, overall } = fact.data;
  const { [component]: _before, ...others } = components;
  const inARow = fact.type === 'ComponentRecovered' ? fact.data.successes : 0;
  const successes = inARow >= SUCCESSES_A_LEVEL ? 0 : inARow;
  const isWell = level === 1 && failures === 0;
  const next = isWell ? others : { ...components, [component]: { failures, successes, level } };
  assert(overallLevel(components) === before, `the strictest level of all was not ${before} before ${component}`);
  assert(overallLevel(next) === overall, `the strictest level of all is not ${overall} after ${component}`);
  return next;
};

const leaveEmergency = (
  { components, reported }: Health,
  { at, leftAt, to }: Extract<HealthCommand, { type: 'LeaveEmergency' }>,
): readonly HealthFact[] => {
  const facts: HealthFact[] = [];
  let left = components;
  for (const [component, { level }] of Object.entries(components)) {
    // One that failed after the leaving has called for another emergency.
    if (level < 4 || to === 4 || (reported[component] ?? 0) > leftAt) continue;
    const fact = freed(left, component, to, { at, successes: 0, because: 'emergency left' });
    facts.push(fact);
    left = componentsAfter(left, fact);
  }
  return facts;
};

export const decideHealth = (command: HealthCommand, health: Health): readonly HealthFact[] => {
  const { components, reported } = health;
  switch (command.type) {
    case 'ReportComponent':
      if (command.at <= (reported[command.component] ?? -1)) return [];
      return command.ok ? succeeded(components, command) : failed(components, command);
    case 'LeaveEmergency':
      return leaveEmergency(health, command);
    case 'RetireComponent': {
      const { component, at } = command;
      if (components[component] === undefined) return [];
      return [freed(components, component, 1, { at, successes: 0, because: 'no longer used' })];
    }
  }
};

export const healthAfter = ({ components, reported }: Health, fact: HealthFact): Health => {
  const { component, at } = fact.data;
  const isReport = fact.type === 'ComponentFailed' || fact.data.because === undefined;
  return {
    components: componentsAfter(components, fact),
    reported: isReport ? { ...reported, [component]: at } : reported,
  };
};
