import type { HealthFact } from '../../domain/coordinator/coordinator.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection, type Read } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { ComponentsView, ComponentView } from '../views.js';

/** What the desk is held to as a whole. */
export type OverallRow = Pick<ComponentsView, 'level' | 'since'>;

const healthFact = (recorded: RecordedFact): HealthFact | undefined => {
  const fact = deskFact(recorded);
  return fact.type === 'ComponentFailed' || fact.type === 'ComponentRecovered' ? fact : undefined;
};

const componentAfter = (before: ComponentView | undefined, fact: HealthFact): ComponentView => {
  const { component, at, failures, level } = fact.data;
  return {
    component,
    level,
    since: before?.level === level ? before.since : at,
    failures,
    successes: fact.type === 'ComponentRecovered' ? fact.data.successes : 0,
    detail: fact.type === 'ComponentFailed' ? fact.data.detail : (before?.detail ?? ''),
    at,
  };
};

const rowsOf = (recorded: RecordedFact): { readonly component: string; readonly overall: string } => {
  const account = idOf(recorded.stream);
  return { component: `${account}|${healthFact(recorded)?.data.component ?? ''}`, overall: account };
};

const project = (recorded: RecordedFact, read: Read): readonly RowChange[] => {
  const fact = healthFact(recorded);
  if (fact === undefined) return [];
  const keys = rowsOf(recorded);
  const { at, overall: level } = fact.data;
  const overall = read('overall', keys.overall) as OverallRow | undefined;
  const unused = fact.type === 'ComponentRecovered' && fact.data.because === 'no longer used';
  const component = componentAfter(read('components', keys.component) as ComponentView | undefined, fact);
  return [
    unused
      ? { table: 'components', key: keys.component, row: null }
      : put('components', keys.component, keys.component, component),
    ...(overall?.level === level ? [] : [put('overall', keys.overall, keys.overall, { level, since: at })]),
  ];
};

/** Which parts of the desk fail, since when, and what they hold it to. */
export const componentsProjection: Projection = {
  name: 'components',
  version: 1,
  tables: { components: { filters: [] }, overall: { filters: [] } },
  categories: ['coordinator'],
  reads: (recorded) => {
    if (healthFact(recorded) === undefined) return [];
    const keys = rowsOf(recorded);
    return [
      { table: 'components', key: keys.component },
      { table: 'overall', key: keys.overall },
    ];
  },
  project,
};
