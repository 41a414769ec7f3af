import type { ReactNode } from 'react';
import type { PositionView } from '../api/shapes.js';
import { Direction, Gain } from '../format/figure.js';
import { money, multipleOfR, NOTHING, price, quantity, signedMoney } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { words } from '../format/words.js';
import { Section } from '../frame/section.js';
import { useList } from '../live/use-resource.js';
import { positionAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';
import { multipleAt } from './position-figures.js';

const COLUMNS: readonly Column<PositionView>[] = [
  {
    key: 'closed',
    head: 'Closed',
    wide: true,
    cell: (row) => (
      <Link to={positionAddress(row.positionId)}>
        {row.closedAt === undefined ? 'open' : <Moment at={row.closedAt} as="dayMinute" />}
      </Link>
    ),
  },
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId },
  { key: 'side', head: 'Side', cell: (row) => <Direction of={row.side} /> },
  { key: 'quantity', head: 'Quantity', figure: true, cell: (row) => quantity(row.maxQuantity, row.instrumentId) },
  { key: 'entry', head: 'Entry', figure: true, cell: (row) => price(row.entry, row.instrumentId) },
  { key: 'exit', head: 'Exit', figure: true, cell: (row) => price(row.exitPrice, row.instrumentId) },
  { key: 'by', head: 'Closed by', cell: (row) => (row.closer ? words(row.closer) : NOTHING) },
  {
    key: 'held',
    head: 'Held',
    figure: true,
    cell: (row) => (row.closedAt === undefined ? NOTHING : span(row.closedAt - row.openedAt)),
  },
  { key: 'r', head: 'R before fees', figure: true, cell: (row) => multipleOfR(multipleAt(row, row.exitPrice)) },
  { key: 'fees', head: 'Fees', unit: 'USDT', figure: true, cell: (row) => money(row.feesUsdt) },
  {
    key: 'net',
    head: 'Net',
    unit: 'USDT',
    figure: true,
    cell: (row) => <Gain value={row.netUsdt} text={signedMoney(row.netUsdt)} />,
  },
  {
    key: 'why',
    head: 'Why',
    cell: (row) => <Link to={positionAddress(row.positionId)}>why</Link>,
  },
];

export function ClosedPositions(): ReactNode {
  const list = useList<PositionView>('/positions?status=closed&limit=50', /^PositionClosed/);
  return (
    <Section title="Closed positions">
      <GrowingList
        of={list}
        what="the closed positions"
        empty="No position has been closed yet."
        label="Closed positions"
        columns={COLUMNS}
        keyOf={(row) => row.positionId}
      />
    </Section>
  );
}
