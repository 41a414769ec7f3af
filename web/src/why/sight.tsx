/** What the desk saw and what its advisers made of it. */
import type { ReactNode } from 'react';
import type { DecisionView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { confidence, price, quantity } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { took } from '../format/time.js';
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

/** Prices, position and whatever else the snapshot showed, a sentence each; what it had not is left out. */
const seenWords = ({ instrumentId, seen }: DecisionView): readonly string[] => {
  const { bid, ask, atr1h, dataAgeMs, position, rebalance } = seen;
  const figure = (value: string): string => price(value, instrumentId);
  return [
    bid !== undefined && ask !== undefined ? `Bid ${figure(bid)}, ask ${figure(ask)}.` : 'There was no price.',
    atr1h === undefined ? '' : `ATR of the hour ${figure(atr1h)}.`,
    dataAgeMs === undefined ? '' : `The data were ${took(dataAgeMs)} old.`,
    position === undefined
      ? ''
      : `A ${position.side} of ${quantity(position.quantity, instrumentId)} from ${figure(position.entry)} was open.`,
    rebalance === undefined ? '' : `A rebalance was about to ${rebalance.side}.`,
  ].filter(Boolean);
};

const OUTSIDE: readonly Column<NonNullable<DecisionView['seen']['outside']>[number]>[] = [
  { key: 'agent', head: 'Outside agent', cell: (row) => row.agent },
  { key: 'direction', head: 'Direction', cell: (row) => <Direction of={row.direction} /> },
  { key: 'confidence', head: 'Confidence', figure: true, cell: (row) => confidence(row.confidence) },
  { key: 'counts', head: 'Counts', wide: true, cell: () => <span className="quiet">never: it is scored alone</span> },
];

export function SnapshotStep({ of, children }: { of: DecisionView; children?: ReactNode }): ReactNode {
  return (
    <Step title="Snapshot" at={of.at}>
      <p>
        {of.instrumentId}, regime <strong>{words(of.regime)}</strong>. Frozen at this instant; nothing later was seen.
      </p>
      <p>{seenWords(of).join(' ')}</p>
      <Candles of={of.candles} />
      {children}
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
  const outside = of.seen.outside ?? [];
  return (
    <Step title="Signals">
      {of.advisers.length === 0 ? (
        <p className="note">No adviser had a valid signal.</p>
      ) : (
        <Table label="Signals of the advisers" columns={ADVISERS} rows={of.advisers} keyOf={(row) => row.agent} />
      )}
      {outside.length > 0 && (
        <Table label="Outside agents" columns={OUTSIDE} rows={outside} keyOf={(row) => row.agent} />
      )}
    </Step>
  );
}
