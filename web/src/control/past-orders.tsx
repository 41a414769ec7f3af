import type { ReactNode } from 'react';
import type { OverrideView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { Section } from '../frame/section.js';
import type { List } from '../live/use-resource.js';
import { orderAddress, streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';
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

export function PastOrders({ of }: { of: List<OverrideView> }): ReactNode {
  return (
    <Section title="What was ordered">
      <GrowingList
        of={of}
        what="the orders of people"
        empty="Nobody has ordered anything yet."
        label="What was ordered"
        columns={COLUMNS}
        keyOf={(row) => row.overrideId}
        className="ordered"
      />
    </Section>
  );
}
