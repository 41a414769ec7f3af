import type { ReactNode } from 'react';
import type { RiskView } from '../api/shapes.js';
import { money, NOTHING, signedMoney } from '../format/figures.js';
import { Table, type Column } from '../table/table.js';

interface Part {
  readonly name: string;
  readonly amount: string;
  readonly about: string;
  readonly isSum?: boolean;
}

const COLUMNS: readonly Column<Part>[] = [
  { key: 'part', head: 'Part', wide: true, cell: (row) => (row.isSum ? <strong>{row.name}</strong> : row.name) },
  {
    key: 'amount',
    head: 'Worth',
    unit: 'USDT',
    figure: true,
    cell: (row) => (row.isSum ? <strong>{row.amount}</strong> : row.amount),
  },
  { key: 'about', head: 'What it is', wide: true, cell: (row) => <span className="quiet">{row.about}</span> },
];

const partsOf = ({ books, equity }: RiskView): readonly Part[] => [
  { name: 'Trading cash', amount: money(books.tradingCash), about: 'USDT of the trading book' },
  { name: 'Positions', amount: money(books.positions), about: 'its coins, at the mid' },
  { name: 'Margin result', amount: signedMoney(books.marginResult), about: 'unrealised, of margin positions' },
  { name: 'Trading book', amount: money(books.tradingBook), about: 'the sum so far', isSum: true },
  { name: 'Allocation', amount: money(books.allocation), about: 'a share of the deposits, at rest' },
  {
    name: 'Equity',
    amount: equity === undefined ? NOTHING : money(equity),
    about: 'trading book and allocation',
    isSum: true,
  },
  { name: 'Hodl', amount: money(books.hodl), about: 'kept apart, coins and money: no part of equity' },
  { name: 'Set aside', amount: money(books.setAside), about: 'of it, waiting to become a coin' },
  { name: 'Reserved', amount: money(books.reserved), about: 'of the cash, for entries under way' },
  { name: 'Unrealised', amount: signedMoney(books.unrealised), about: 'of all open positions, cash and margin' },
  { name: 'Accrued fees', amount: money(books.accruedFees), about: 'for borrowing, since the last charge' },
];

/** Equity by part; a part without a price is missing, and so is what it belongs to. */
export function BooksByPart({ risk }: { risk: RiskView }): ReactNode {
  return (
    <>
      {risk.unpriced.length > 0 && (
        <p className="note warn" role="status">
          Equity is missing, because there is no fresh price for: {risk.unpriced.join(', ')}. Openings are denied until
          there is.
        </p>
      )}
      <Table label="Books and equity by part" columns={COLUMNS} rows={partsOf(risk)} keyOf={(row) => row.name} />
    </>
  );
}
