/** The order, its fills and what came of it. */
import type { ReactNode } from 'react';
import type { FillView, OrderView, Page, PositionView } from '../api/shapes.js';
import { Direction, Gain } from '../format/figure.js';
import { amount, money, multipleOfR, NOTHING, price, quantity, signedMoney } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { FILLS, ORDERS, POSITIONS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { Timeline } from '../orders/timeline.js';
import { multipleAt } from '../positions/position-figures.js';
import { fillAddress, orderAddress, positionAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { Table, type Column } from '../table/table.js';
import { Step } from './step.js';

export function OrderStep({ clientOrderId }: { clientOrderId: string }): ReactNode {
  const order = useResource<OrderView>(orderAddress(clientOrderId), ORDERS);
  return (
    <Step title="Order" at={order.data?.createdAt}>
      <Answer of={order} what="the order">
        {(view) => (
          <>
            <p>
              <Link to={orderAddress(clientOrderId)}>
                {view.side} {quantity(view.quantity, view.instrumentId)}, {words(view.type)}
              </Link>
              : <strong>{view.status}</strong>
            </p>
            <Timeline of={view.timeline ?? []} clientOrderId={clientOrderId} />
          </>
        )}
      </Answer>
    </Step>
  );
}

const FILL_COLUMNS: readonly Column<FillView>[] = [
  { key: 'at', head: 'Time', wide: true, cell: (row) => <Moment at={row.at} /> },
  {
    key: 'purpose',
    head: 'Purpose',
    cell: (row) => <Link to={orderAddress(row.clientOrderId)}>{words(row.purpose)}</Link>,
  },
  { key: 'side', head: 'Side', cell: (row) => <Direction of={row.side} /> },
  { key: 'quantity', head: 'Quantity', figure: true, cell: (row) => quantity(row.quantity, row.instrumentId) },
  { key: 'price', head: 'Price', figure: true, cell: (row) => price(row.price, row.instrumentId) },
  {
    key: 'fee',
    head: 'Fee',
    figure: true,
    cell: (row) => `${amount(row.fee, row.feeCurrency)} ${row.feeCurrency}`,
  },
  {
    key: 'gross',
    head: 'Realised',
    unit: 'USDT',
    figure: true,
    cell: (row) =>
      row.purpose === 'entry' ? NOTHING : <Gain value={row.grossUsdt} text={signedMoney(row.grossUsdt)} />,
  },
  { key: 'why', head: 'Why', cell: (row) => <Link to={fillAddress(row.tradeId)}>why</Link> },
];

export function FillTable({ fills }: { fills: readonly FillView[] }): ReactNode {
  const inOrder = [...fills].sort((a, b) => a.at - b.at);
  return <Table label="Fills" columns={FILL_COLUMNS} rows={inOrder} keyOf={(row) => row.tradeId} />;
}

export function FillsStep({ positionId }: { positionId: string }): ReactNode {
  const fills = useResource<Page<FillView>>(`/fills?positionId=${encodeURIComponent(positionId)}`, FILLS);
  return (
    <Step title="Fills">
      <Answer of={fills} what="the fills" empty="Nothing is filled yet." isEmpty={({ items }) => items.length === 0}>
        {({ items }) => <FillTable fills={items} />}
      </Answer>
    </Step>
  );
}

function Ended({ position }: { position: PositionView }): ReactNode {
  const { closedAt, exitPrice, instrumentId } = position;
  if (closedAt === undefined) {
    return (
      <p>
        The position is still open: stop {price(position.stop, instrumentId)}, target{' '}
        {price(position.target, instrumentId)}.
      </p>
    );
  }
  return (
    <p>
      Closed by {words(position.closer ?? 'an order')} at {price(exitPrice, instrumentId)} after{' '}
      {span(closedAt - position.openedAt)}: <Gain value={position.netUsdt} text={signedMoney(position.netUsdt)} /> USDT
      after {money(position.feesUsdt)} USDT of fees, {multipleOfR(multipleAt(position, exitPrice))} before fees.
    </p>
  );
}

export function ResultStep({ positionId }: { positionId: string }): ReactNode {
  const position = useResource<PositionView>(positionAddress(positionId), POSITIONS);
  return (
    <Step title="Result" at={position.data?.closedAt}>
      <Answer of={position} what="the position">
        {(view) => (
          <>
            <Ended position={view} />
            <p>
              <Link to={positionAddress(positionId)}>The position with its levels</Link>
            </p>
          </>
        )}
      </Answer>
    </Step>
  );
}
