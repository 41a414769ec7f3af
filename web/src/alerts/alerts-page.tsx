import type { ReactNode } from 'react';
import { ALERT_KINDS, ALERT_SEVERITIES } from '../../../src/projections/alerts/alert-kinds.js';
import { withQuery } from '../api/client.js';
import type { AlertView } from '../api/shapes.js';
import { NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { words } from '../format/words.js';
import { allOrOneOf, Choice } from '../frame/choice.js';
import { Page } from '../frame/page.js';
import { ALERTS } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useList } from '../live/use-resource.js';
import { factOf } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';
import { severityTone } from './alert-words.js';

const STATES = [
  ['', 'all'],
  ['true', 'still standing'],
] as const;

function Standing({ of, now }: { of: AlertView; now: number | undefined }): ReactNode {
  if (of.ended) {
    return (
      <span className="quiet">
        over since{' '}
        <Link to={factOf(of.stream, of.ended.version)} title={of.ended.text}>
          <Moment at={of.ended.at} as="dayMinute" />
        </Link>
        : <Readable of={of.ended.text} />
      </span>
    );
  }
  const over = of.until !== undefined && now !== undefined && now >= of.until;
  if (!of.standing || over) return <span className="quiet">{over ? 'its time is up' : 'of that moment'}</span>;
  return (
    <span className={severityTone(of.severity)}>
      still standing
      {of.until !== undefined && (
        <>
          , until <Moment at={of.until} as="dayMinute" />
        </>
      )}
    </span>
  );
}

const columnsAt = (now: number | undefined): readonly Column<AlertView>[] => [
  {
    key: 'at',
    head: 'Time',
    wide: true,
    cell: (row) => (
      <Link to={factOf(row.stream, row.version)} title="the fact">
        <Moment at={row.at} />
      </Link>
    ),
  },
  {
    key: 'severity',
    head: 'Severity',
    cell: (row) => <span className={severityTone(row.severity)}>{row.severity}</span>,
  },
  { key: 'kind', head: 'Kind', cell: (row) => words(row.kind) },
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId ?? NOTHING },
  { key: 'text', head: 'What happened', wide: true, cell: (row) => <Readable of={row.text} /> },
  { key: 'standing', head: 'Now', wide: true, cell: (row) => <Standing of={row} now={now} /> },
];

/** Everything that somebody should look at, each with the fact that says so and the one that ended it. */
export function AlertsPage(): ReactNode {
  const [severity, setSeverity] = useQueryValue('severity');
  const [kind, setKind] = useQueryValue('kind');
  const [standing, setStanding] = useQueryValue('standing');
  const now = useStatus()?.marketTime;
  const path = withQuery('/alerts', { severity, kind, standing, limit: 50 });
  const list = useList<AlertView>(path, ALERTS);
  return (
    <Page title="Alerts" lead="An alarm asks for somebody now; a warning was dealt with; a notice should be known.">
      <GrowingList
        of={list}
        what="the alerts"
        empty={
          severity || kind || standing
            ? 'No alert is like that. Choose "all" to see the others.'
            : 'Nothing has happened that somebody should look at.'
        }
        label="Alerts"
        columns={columnsAt(now)}
        keyOf={(row) => row.alertId}
      >
        <Choice label="Severity" chosen={severity} options={allOrOneOf(ALERT_SEVERITIES)} onChoose={setSeverity} />
        <Choice label="Kind" chosen={kind} options={allOrOneOf(ALERT_KINDS)} onChoose={setKind} />
        <Choice label="Standing" chosen={standing} options={STATES} onChoose={setStanding} />
      </GrowingList>
    </Page>
  );
}
