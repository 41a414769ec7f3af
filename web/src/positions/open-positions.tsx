import type { ReactNode } from 'react';
import type { MarketView, Page, PositionView } from '../api/shapes.js';
import { Direction, Fading, Gain } from '../format/figure.js';
import { multipleOfR, NOTHING, price, quantity, signedMoney } from '../format/figures.js';
import { span, utc } from '../format/time.js';
import { words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { POSITIONS } from '../live/concerns.js';
import { useMarkets, useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { positionAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { Table, type Column } from '../table/table.js';
import { markOf, multipleAt, pnlOf } from './position-figures.js';

type Markets = Readonly<Record<string, MarketView>>;

const PROTECTION: Readonly<Record<PositionView['protection'], string>> = {
  none: 'NOT PROTECTED',
  requested: 'stop on its way',
  resting: 'stop rests at the venue',
  watched: 'watched by the desk',
};

function State({ position }: { position: PositionView }): ReactNode {
  if (position.exitUnderWay) return `closing: ${words(position.exitUnderWay.closer)}`;
  const text = `${PROTECTION[position.protection]}${position.trailing ? ', trailing' : ''}`;
  return <span className={position.protection === 'none' ? 'alarm' : undefined}>{text}</span>;
}

function Mark({ position, markets }: { position: PositionView; markets: Markets }): ReactNode {
  const market = markets[position.instrumentId];
  const shown = price(markOf(market), position.instrumentId);
  if (!market?.stale) return <span className="figure">{shown}</span>;
  return (
    <span className="figure old" title={market.at === undefined ? 'no price yet' : `old, from ${utc(market.at)}`}>
      {shown}
    </span>
  );
}

const columns = (markets: Markets, now: number | undefined): readonly Column<PositionView>[] => [
  {
    key: 'instrument',
    head: 'Instrument',
    wide: true,
    cell: (row) => <Link to={positionAddress(row.positionId)}>{row.instrumentId}</Link>,
  },
  { key: 'side', head: 'Side', cell: (row) => <Direction of={row.side} /> },
  { key: 'leverage', head: 'Leverage', figure: true, cell: (row) => `${row.leverage}x` },
  {
    key: 'quantity',
    head: 'Quantity',
    figure: true,
    cell: (row) => <Fading text={quantity(row.quantity, row.instrumentId)} title={row.quantity} />,
  },
  { key: 'entry', head: 'Entry', figure: true, cell: (row) => price(row.entry, row.instrumentId) },
  { key: 'mark', head: 'Mark', figure: true, cell: (row) => <Mark position={row} markets={markets} /> },
  {
    key: 'pnl',
    head: 'P&L',
    unit: 'USDT',
    figure: true,
    cell: (row) => <Gain value={pnlOf(row, markets)} text={signedMoney(pnlOf(row, markets))} />,
  },
  {
    key: 'r',
    head: 'R before fees',
    figure: true,
    cell: (row) => multipleOfR(multipleAt(row, markOf(markets[row.instrumentId]))),
  },
  { key: 'stop', head: 'Stop', figure: true, cell: (row) => <Fading text={price(row.stop, row.instrumentId)} /> },
  { key: 'target', head: 'Target', figure: true, cell: (row) => price(row.target, row.instrumentId) },
  {
    key: 'age',
    head: 'Age',
    figure: true,
    cell: (row) => <span title={utc(row.openedAt)}>{now === undefined ? NOTHING : span(now - row.openedAt)}</span>,
  },
  { key: 'state', head: 'State', wide: true, cell: (row) => <State position={row} /> },
];

/** Needs the page's other parts to read the same path, so that one answer serves all. */
export const useOpenPositions = () => useResource<Page<PositionView>>('/positions?status=open', POSITIONS);

export function OpenPositions(): ReactNode {
  const positions = useOpenPositions();
  const markets = useMarkets();
  const now = useStatus()?.marketTime;
  return (
    <Section title="Positions">
      <Answer
        of={positions}
        what="the positions"
        empty="No position is open. The desk decides once an hour of market time; the stream says what it found."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Table
            label="Open positions"
            columns={columns(markets, now)}
            rows={items}
            keyOf={(row) => row.positionId}
            steady
          />
        )}
      </Answer>
    </Section>
  );
}
