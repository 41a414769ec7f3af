import type { ReactNode } from 'react';
import type { ComponentsView, ComponentView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { COMPONENTS } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { Table, type Column } from '../table/table.js';
import { levelOf, levelWords } from './level-words.js';

const COLUMNS: readonly Column<ComponentView>[] = [
  { key: 'component', head: 'Component', wide: true, cell: (row) => row.component },
  {
    key: 'level',
    head: 'Level',
    cell: ({ level }) => <span className={`dot ${levelOf(level).tone}`}>{levelWords(level)}</span>,
  },
  { key: 'since', head: 'Since', figure: true, cell: (row) => <Moment at={row.since} as="dayMinute" /> },
  { key: 'failures', head: 'Failures', figure: true, cell: (row) => row.failures },
  { key: 'successes', head: 'Successes in a row', figure: true, cell: (row) => row.successes },
  { key: 'detail', head: 'Last failure', wide: true, cell: (row) => <Readable of={row.detail} /> },
];

function Level({ of: { level, since, items } }: { of: ComponentsView }): ReactNode {
  const { means, tone } = levelOf(level);
  const [worst] = items;
  return (
    <>
      <p>
        <strong className={`dot ${tone}`}>Level {levelWords(level)}</strong>
        {since !== undefined && (
          <span className="quiet">
            {' '}
            since <Moment at={since} as="dayMinute" />
          </span>
        )}
        : {means}.{' '}
        {worst &&
          (level === 2 || level === 3) &&
          `${worst.component} holds it there; three successes in a row lift it by one.`}
      </p>
      {items.length > 0 && (
        <Table label="Components that failed" columns={COLUMNS} rows={items} keyOf={(row) => row.component} />
      )}
      {items.length === 0 && <p className="note">No component has failed.</p>}
    </>
  );
}

/** How far the desk is degraded, by what, and how each of its parts is. */
export function Degradation(): ReactNode {
  const components = useResource<ComponentsView>('/components', COMPONENTS);
  const status = useStatus();
  return (
    <Section title="Health">
      <Answer of={components} what="the components">
        {(view) => <Level of={view} />}
      </Answer>
      <ul className="components">
        {(status?.health ?? []).map(({ component, status: health, detail }) => (
          <li key={component}>
            <span className={`dot ${health}`}>
              {component}: {health}
            </span>{' '}
            <span className="quiet">{detail}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
