import { useEffect, useRef, type ReactNode } from 'react';
import type { PolicyView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { MoreButton } from '../frame/more-button.js';
import { Section } from '../frame/section.js';
import { POLICIES } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { factOf, policyAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { Table, type Column } from '../table/table.js';
import { limitName, limitValue } from './limit-words.js';

function Changes({ of }: { of: PolicyView['changes'] }): ReactNode {
  if (of.length === 0) return <span className="quiet">the first set</span>;
  return (
    <ul className="reasons">
      {of.map(({ key, from, to }) => (
        <li key={key}>
          {limitName(key)}: {limitValue(key, from)} → <strong>{limitValue(key, to)}</strong>
        </li>
      ))}
    </ul>
  );
}

const COLUMNS: readonly Column<PolicyView>[] = [
  {
    key: 'version',
    head: 'Version',
    wide: true,
    cell: (row) => (
      <Link to={policyAddress(row.version)}>
        {row.name} {row.version}
      </Link>
    ),
  },
  {
    key: 'since',
    head: 'Since',
    cell: (row) => (
      <Link to={factOf(row.stream, row.factVersion)}>
        <Moment at={row.at} as="dayMinute" />
      </Link>
    ),
  },
  { key: 'by', head: 'By', cell: (row) => row.actor },
  { key: 'why', head: 'Why', cell: (row) => row.reason },
  { key: 'changes', head: 'Changed', wide: true, cell: (row) => <Changes of={row.changes} /> },
];

/** All limits of one version; a verdict that names it leads here. */
function Whole({ policy }: { policy: PolicyView }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to end an effect.
    void element.current?.scrollIntoView({ block: 'nearest' });
  }, [policy.version]);
  return (
    <div ref={element}>
      <Section title={`All limits of ${policy.name} ${policy.version}`}>
        <Facts
          of={Object.fromEntries(policy.limits.map(({ key, value }) => [limitName(key), limitValue(key, value)]))}
        />
      </Section>
    </div>
  );
}

/** Which limits were in force when, and who changed them. */
export function PolicyHistory(): ReactNode {
  const [wanted] = useQueryValue('policy');
  const { resource, more } = useList<PolicyView>('/policies?limit=20', POLICIES);
  return (
    <Section title="Policy and its history">
      <Answer
        of={resource}
        what="the history of the limits"
        empty="No limits are on record yet. The first set comes with the account."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => {
          const shown = items.find(({ version }) => String(version) === wanted);
          return (
            <>
              <Table label="Policy history" columns={COLUMNS} rows={items} keyOf={(row) => row.position} />
              <MoreButton more={more} />
              {wanted !== undefined && !shown && (
                <p className="note">Version {wanted} is not among those shown. Show older ones, or choose another.</p>
              )}
              {shown && <Whole policy={shown} />}
            </>
          );
        }}
      </Answer>
    </Section>
  );
}
