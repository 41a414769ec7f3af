import type { ReactNode } from 'react';
import type { AuditView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { factWords } from '../format/words.js';
import { Page } from '../frame/page.js';
import { AUDIT } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { factAddress, streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';

function Sentence({ line }: { line: AuditView }): ReactNode {
  const to = factAddress(line.stream, line.correlationId);
  const text = <Readable of={line.text} />;
  return to ? <Link to={to}>{text}</Link> : text;
}

const COLUMNS: readonly Column<AuditView>[] = [
  { key: 'at', head: 'Time', cell: (row) => <Moment at={row.at} /> },
  { key: 'position', head: 'Position', figure: true, cell: (row) => row.position.replace(/^0+(?=\d)/, '') },
  {
    key: 'type',
    head: 'Fact',
    cell: (row) => (
      <Link to={streamAddress(row.stream)} title={row.stream}>
        {factWords(row.type)}
      </Link>
    ),
  },
  { key: 'text', head: 'What happened', wide: true, cell: (row) => <Sentence line={row} /> },
  { key: 'actor', head: 'By', cell: (row) => row.actor },
];

/** The trade log: every fact that matters to money or permission. */
export function AuditPage(): ReactNode {
  const list = useList<AuditView>('/audit?limit=100', AUDIT);
  return (
    <Page
      title="Audit"
      lead="Every fact that matters to money or permission, newest first. Filters, export and the view as of a past time come later; the whole log is under “tribune log export”."
    >
      <GrowingList
        of={list}
        what="the trade log"
        empty="Nothing has happened yet."
        label="Trade log"
        columns={COLUMNS}
        keyOf={(row) => row.position}
      />
    </Page>
  );
}
