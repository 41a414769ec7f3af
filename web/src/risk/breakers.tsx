import type { ReactNode } from 'react';
import type { RiskView } from '../api/shapes.js';
import { round } from '../format/decimal.js';
import { NOTHING, percent, percentOf } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { capital, words } from '../format/words.js';
import { Table, type Column } from '../table/table.js';
import { ShareBar, toneOf } from './share-bar.js';

type Breaker = RiskView['breakers'][number];

const figure = (value: string | undefined, { counts }: Breaker): string => {
  if (value === undefined) return NOTHING;
  if (counts === 'fraction') return percent(percentOf(value, '1'));
  return counts === 'times-atr' ? `${round(value, 2)} ATR` : value;
};

function State({ of }: { of: Breaker }): ReactNode {
  if (!of.tripped) {
    const near = toneOf(of.share);
    return <span className={`state ${near}`}>{near ? 'near its trip' : 'not tripped'}</span>;
  }
  return (
    <span className="alarm">
      tripped
      {of.trippedAt !== undefined && (
        <>
          {' '}
          <Moment at={of.trippedAt} as="dayMinute" />
        </>
      )}
      {of.until !== undefined && (
        <>
          , until <Moment at={of.until} as="dayMinute" />
        </>
      )}
      {of.reviewed === false && ', and until it is reviewed'}
    </span>
  );
}

const COLUMNS: readonly Column<Breaker>[] = [
  {
    key: 'breaker',
    head: 'Breaker',
    wide: true,
    cell: (row) => (
      <span className="state">
        {capital(words(row.breaker))}
        {row.instrumentId && <span className="quiet"> {row.instrumentId}</span>}
      </span>
    ),
  },
  { key: 'now', head: 'Now', figure: true, cell: (row) => figure(row.now, row) },
  { key: 'limit', head: 'Trips at', figure: true, cell: (row) => figure(row.limit, row) },
  {
    key: 'share',
    head: 'Way to the trip',
    cell: (row) => <ShareBar share={row.share} of="the way to the trip" tripped={row.tripped} />,
  },
  { key: 'state', head: 'State', cell: (row) => <State of={row} /> },
  {
    key: 'ends',
    head: 'What it does, and what ends it',
    wide: true,
    cell: (row) => (
      <span className="quiet">
        {row.does} {row.ends}
      </span>
    ),
  },
];

/** Each breaker as its distance to the trip. */
export function Breakers({ risk: { breakers } }: { risk: RiskView }): ReactNode {
  return (
    <Table
      label="Breakers"
      columns={COLUMNS}
      rows={breakers}
      keyOf={(row) => `${row.breaker}${row.instrumentId ?? ''}`}
    />
  );
}
