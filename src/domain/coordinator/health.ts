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
  /** An operator has left the emergency: what had called for it holds the desk to `to` at most. */
  | { readonly type: 'LeaveEmergency'; readonly at: UnixMs; readonly to: DegradationLevel }
  /** It is in use no more, so nobody will report on it. */
  | { readonly type: 'RetireComponent'; readonly at: UnixMs; readonly component: string };

/** So many successes in a row bring a component back by a level. */
export const SUCCESSES_A_LEVEL = 3;
/** Nothing depends on how many more there are. */
const MOST_FAILURES = 9;
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

/** The fewest failures that hold the desk to a level; 0 for level 1. */
const failuresFor = (component: string, level: DegradationLevel): number => {
  if (level === 1) return 0;
  return stepsOf(component).find(([, reached]) => reached >= level)?.[0] ?? MOST_FAILURES;
};

export const overallLevel = (components: Components): DegradationLevel =>
  strictest(...Object.values(components).map(({ level }) => level));

const WELL: ComponentHealth = { failures: 0, successes: 0, level: 1 };

const healthOf = (components: Components, component: string): ComponentHealth => components[component] ?? WELL;

const overallWith = (components: Components, component: string, level: DegradationLevel): DegradationLevel =>
  overallLevel({ ...components, [component]: { ...WELL, level } });

type Report = Extract<HealthCommand, { type: 'ReportComponent' }>;

const failed = (components: Components, { component, at, detail, atLeast }: Report): readonly HealthFact[] => {
  const before = healthOf(components, component);
  const failures = Math.min(before.failures + 1, MOST_FAILURES);
  const level = strictest(before.level, levelFor(component, failures), atLeast ?? 1);
  if (failures === before.failures && level === before.level && before.successes === 0) return [];
  const overall = overallWith(components, component, level);
  return [
    {
      type: 'ComponentFailed',
      data: { component, at, failures, detail: detail.slice(0, DETAIL_KEPT), level, overall },
    },
  ];
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
    overall: overallWith(components, component, level),
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
  const overall = overallWith(components, component, from);
  return [{ type: 'ComponentRecovered', data: { component, at, successes, failures, level: from, overall } }];
};

const componentsAfter = (components: Components, fact: HealthFact): Components => {
  const { component, failures, level, overall } = fact.data;
  const { [component]: _before, ...others } = components;
  const inARow = fact.type === 'ComponentRecovered' ? fact.data.successes : 0;
  const successes = inARow >= SUCCESSES_A_LEVEL ? 0 : inARow;
  const isWell = level === 1 && failures === 0;
  const next = isWell ? others : { ...components, [component]: { failures, successes, level } };
  assert(overallLevel(next) === overall, `the strictest level of all is not ${overall} after ${component}`);
  return next;
};

const leaveEmergency = (
  components: Components,
  { at, to }: Extract<HealthCommand, { type: 'LeaveEmergency' }>,
): readonly HealthFact[] => {
  if (to === 4) return [];
  const facts: HealthFact[] = [];
  let left = components;
  for (const [component, { level }] of Object.entries(components)) {
    if (level < 4) continue;
    const fact = freed(left, component, to, { at, successes: 0, because: 'emergency left' });
    facts.push(fact);
    left = componentsAfter(left, fact);
  }
  return facts;
};

export const decideHealth = (command: HealthCommand, { components, reported }: Health): readonly HealthFact[] => {
  switch (command.type) {
    case 'ReportComponent':
      if (command.at <= (reported[command.component] ?? -1)) return [];
      return command.ok ? succeeded(components, command) : failed(components, command);
    case 'LeaveEmergency':
      return leaveEmergency(components, command);
    case 'RetireComponent': {
      const { component, at } = command;
      if (components[component] === undefined) return [];
      return [freed(components, component, 1, { at, successes: 0, because: 'no longer used' })];
    }
  }
};

export const healthAfter = ({ components, reported }: Health, fact: HealthFact): Health => ({
  components: componentsAfter(components, fact),
  reported: { ...reported, [fact.data.component]: fact.data.at },
});
