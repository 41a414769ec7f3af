/** What the desk saw and what its advisers made of it. */
import type { ReactNode } from 'react';
import type { DecisionView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { confidence } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { capital, words } from '../format/words.js';
import { Table, type Column } from '../table/table.js';
import { Reasons, Step } from './step.js';

const DIGEST_SHOWN = 12;

const CANDLES: readonly Column<DecisionView['candles'][number]>[] = [
  { key: 'timeframe', head: 'Timeframe', cell: (row) => row.timeframe },
  { key: 'last', head: 'Last closed candle', cell: (row) => <Moment at={row.lastOpenTime} as="dayMinute" /> },
  {
    key: 'digest',
    head: 'Digest of the candles',
    cell: (row) => <code title={row.digest}>{row.digest.slice(0, DIGEST_SHOWN)}</code>,
  },
];

/** The candles that the decision rested on, provable by their digests. */
export function Candles({ of }: { of: DecisionView['candles'] }): ReactNode {
  if (of.length === 0) return <p className="note">No closed candle was there to rest on.</p>;
  return (
    <Table
      label="Candles of the snapshot"
      columns={CANDLES}
      rows={of}
      keyOf={(row) => `${row.timeframe}${row.lastOpenTime}${row.digest}`}
    />
  );
}

export function SnapshotStep({ of }: { of: DecisionView }): ReactNode {
  return (
    <Step title="Snapshot" at={of.at}>
      <p>
        {of.instrumentId}, regime <strong>{words(of.regime)}</strong>. Frozen at this instant; nothing later was seen.
      </p>
      <Candles of={of.candles} />
    </Step>
  );
}

const ADVISERS: readonly Column<DecisionView['advisers'][number]>[] = [
  { key: 'agent', head: 'Adviser', cell: (row) => capital(row.agent) },
  { key: 'direction', head: 'Direction', cell: (row) => <Direction of={row.direction} /> },
  { key: 'confidence', head: 'Confidence', figure: true, cell: (row) => confidence(row.confidence) },
  { key: 'reasons', head: 'Reasons', wide: true, cell: (row) => <Reasons of={row.reasons} /> },
];

export function SignalsStep({ of }: { of: DecisionView }): ReactNode {
  return (
    <Step title="Signals">
      {of.advisers.length === 0 ? (
        <p className="note">No adviser had a valid signal.</p>
      ) : (
        <Table label="Signals of the advisers" columns={ADVISERS} rows={of.advisers} keyOf={(row) => row.agent} />
      )}
    </Step>
  );
}
