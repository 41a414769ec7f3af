import type { OrderView } from '../api/shapes.js';
import { Direction, Fading } from '../format/figure.js';
import { NOTHING, price, quantity } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { words } from '../format/words.js';
import { orderAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import type { Column } from '../table/table.js';
import { statusTone } from './order-words.js';

/** The columns of every list of orders. */
export const ORDER_COLUMNS: readonly Column<OrderView>[] = [
  {
    key: 'instrument',
    head: 'Instrument',
    wide: true,
    cell: (row) => <Link to={orderAddress(row.clientOrderId)}>{row.instrumentId}</Link>,
  },
  { key: 'purpose', head: 'Purpose', cell: (row) => words(row.purpose) },
  { key: 'side', head: 'Side', cell: (row) => <Direction of={row.side} /> },
  { key: 'type', head: 'Type', cell: (row) => `${words(row.type)} ${row.timeInForce}` },
  { key: 'quantity', head: 'Quantity', figure: true, cell: (row) => quantity(row.quantity, row.instrumentId) },
  {
    key: 'filled',
    head: 'Filled',
    figure: true,
    cell: (row) => <Fading text={quantity(row.cumQty, row.instrumentId)} title={row.cumQty} />,
  },
  {
    key: 'price',
    head: 'Limit',
    figure: true,
    cell: (row) => (row.price ? price(row.price, row.instrumentId) : NOTHING),
  },
  {
    key: 'trigger',
    head: 'Trigger',
    figure: true,
    cell: (row) => (row.triggerPrice ? price(row.triggerPrice, row.instrumentId) : NOTHING),
  },
  {
    key: 'status',
    head: 'Status',
    cell: (row) => (
      <span className={statusTone(row.status)} title={row.reason}>
        {row.status}
        {row.adopted && ', adopted'}
      </span>
    ),
  },
  { key: 'at', head: 'Since', figure: true, cell: (row) => <Moment at={row.createdAt} as="dayMinute" /> },
];
