import type { ReactNode } from 'react';
import type { FillView, OrderView, Page as PageOf, PositionView } from '../api/shapes.js';
import { Direction, Gain } from '../format/figure.js';
import { money, multipleOfR, NOTHING, price, quantity, signedMoney } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { FILLS, ORDERS, POSITIONS } from '../live/concerns.js';
import { useMarkets } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { ORDER_COLUMNS } from '../orders/order-columns.js';
import { fillAddress, positionAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { Table } from '../table/table.js';
import { FillTable } from '../why/execution.js';
import { markOf, multipleAt, pnlOf } from './position-figures.js';

function Terms({ position }: { position: PositionView }): ReactNode {
  const markets = useMarkets();
  const { instrumentId, closedAt } = position;
  const at = (value: string | undefined): string => price(value, instrumentId);
  const pnl = position.netUsdt ?? pnlOf(position, markets);
  const end = position.exitPrice ?? markOf(markets[instrumentId]);
  return (
    <Facts
      of={{
        Side: <Direction of={position.side} />,
        Leverage: `${position.leverage}x`,
        Quantity: quantity(closedAt === undefined ? position.quantity : position.maxQuantity, instrumentId),
        Entry: at(position.entry),
        [closedAt === undefined ? 'Mark' : 'Exit']: at(end),
        'P&L after fees, USDT': <Gain value={pnl} text={signedMoney(pnl)} />,
        'Fees, USDT': money(position.feesUsdt),
        'R before fees': multipleOfR(multipleAt(position, end)),
        'First stop': at(position.initialStop),
        [position.trailing ? 'Trailing stop' : 'Stop']: at(position.stop),
        Target: at(position.target),
        Protection: closedAt === undefined ? position.protection : NOTHING,
        Opened: <Moment at={position.openedAt} />,
        Closed: closedAt === undefined ? NOTHING : <Moment at={closedAt} />,
        Held: closedAt === undefined ? NOTHING : span(closedAt - position.openedAt),
        'Closed by': position.closer ? words(position.closer) : NOTHING,
      }}
    />
  );
}

/** From the first fill back to the decision, and why it ended. */
function Whys({ fills }: { fills: readonly FillView[] }): ReactNode {
  const inOrder = [...fills].sort((a, b) => a.at - b.at);
  const [first, last] = [inOrder[0], inOrder.findLast(({ purpose }) => purpose !== 'entry')];
  if (!first) return null;
  return (
    <p>
      <Link to={fillAddress(first.tradeId)}>Why it was opened</Link>
      {last && (
        <>
          {' '}
          · <Link to={fillAddress(last.tradeId)}>Why it was closed</Link>
        </>
      )}
    </p>
  );
}

/** Entries do not name the position; their fills lead to them. */
function Orders({ positionId }: { positionId: string }): ReactNode {
  const path = `/orders?positionId=${encodeURIComponent(positionId)}&limit=100`;
  const orders = useResource<PageOf<OrderView>>(path, ORDERS);
  return (
    <Section title="Stops and closing orders">
      <Answer of={orders} what="the orders" empty="None was written yet." isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table
            label="Orders of the position"
            columns={ORDER_COLUMNS}
            rows={items}
            keyOf={(row) => row.clientOrderId}
          />
        )}
      </Answer>
    </Section>
  );
}

/** One position: levels, fills (each with its why) and orders. */
export function PositionPage({ positionId }: { positionId: string }): ReactNode {
  const position = useResource<PositionView>(positionAddress(positionId), POSITIONS);
  const fills = useResource<PageOf<FillView>>(`/fills?positionId=${encodeURIComponent(positionId)}`, FILLS);
  const { data } = position;
  return (
    <Page title={data ? `${data.instrumentId} ${data.side}, ${data.status}` : 'Position'}>
      <Answer of={position} what="the position">
        {(view) => (
          <>
            <Terms position={view} />
            <Whys fills={fills.data?.items ?? []} />
            <Section title="Fills">
              <Answer
                of={fills}
                what="the fills"
                empty="Nothing is filled yet."
                isEmpty={({ items }) => items.length === 0}
              >
                {({ items }) => <FillTable fills={items} />}
              </Answer>
            </Section>
            <Orders positionId={positionId} />
          </>
        )}
      </Answer>
    </Page>
  );
}
