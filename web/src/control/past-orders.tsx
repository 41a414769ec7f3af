import type { ReactNode } from 'react';
import type { OverrideView, Page } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { Answer } from '../frame/answer.js';
import { MoreButton } from '../frame/more-button.js';
import { Section } from '../frame/section.js';
import type { List } from '../live/use-resource.js';
import { orderAddress, streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { Table, type Column } from '../table/table.js';
import { actionOf } from './actions.js';
import { orderWords } from './order-words.js';

const TONES: Readonly<Record<OverrideView['status'], string>> = {
  executed: '',
  accepted: 'warn',
  waiting: 'warn',
  refused: 'alarm',
  expired: 'quiet',
};

function Result({ of }: { of: OverrideView }): ReactNode {
  const { status, outcome, code, detail, clientOrderId } = of;
  return (
    <>
      {status === 'expired' && 'not confirmed in time: nothing was done'}
      {outcome !== undefined && <Readable of={outcome} />}
      {code !== undefined && <Readable of={`${code}: ${detail ?? ''}`} />}
      {clientOrderId !== undefined && (
        <>
          {' '}
          <Link to={orderAddress(clientOrderId)}>the order</Link>
        </>
      )}
    </>
  );
}

const COLUMNS: readonly Column<OverrideView>[] = [
  { key: 'at', head: 'Asked', wide: true, cell: (row) => <Moment at={row.requestedAt} /> },
  {
    key: 'kind',
    head: 'Order',
    cell: (row) => (
      <Link to={streamAddress(`override-${row.overrideId}`)} title="The facts that it made">
        {actionOf(row.kind)?.name ?? row.kind}
      </Link>
    ),
  },
  { key: 'terms', head: 'Terms', cell: (row) => orderWords(row) || 'none' },
  { key: 'reason', head: 'Why', wide: true, cell: (row) => row.reason },
  { key: 'actor', head: 'By', cell: (row) => row.actor },
  { key: 'status', head: 'State', cell: (row) => <span className={TONES[row.status]}>{row.status}</span> },
  { key: 'result', head: 'What became of it', wide: true, cell: (row) => <Result of={row} /> },
];

export function PastOrders({ of: { resource, more } }: { of: List<OverrideView> }): ReactNode {
  return (
    <Section title="What was ordered">
      <Answer
        of={resource}
        what="the orders of people"
        empty="Nobody has ordered anything yet."
        isEmpty={(page: Page<OverrideView>) => page.items.length === 0}
      >
        {({ items }) => (
          <>
            <Table
              label="What was ordered"
              columns={COLUMNS}
              rows={items}
              keyOf={(row) => row.overrideId}
              className="ordered"
              steady
            />
            <MoreButton more={more} />
          </>
        )}
      </Answer>
    </Section>
  );
}
