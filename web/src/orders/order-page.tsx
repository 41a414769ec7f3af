import type { ReactNode } from 'react';
import type { OrderView } from '../api/shapes.js';
import { money, NOTHING, price, quantity } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { capital, factWords, words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { ORDERS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { cycleAddress, factOf, orderAddress, positionAddress, streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { statusTone } from './order-words.js';
import { Timeline } from './timeline.js';

/** The fact that allowed it. */
function Permission({ of: { type, stream, version } }: { of: OrderView['permission'] }): ReactNode {
  const name = capital(factWords(type));
  if (stream === undefined || version === undefined) return name;
  return <Link to={factOf(stream, version)}>{name}</Link>;
}

/** The decision that the order goes back to, with every rule of its verdict. */
function VerdictLink({ order: { verdict, instrumentId, adopted } }: { order: OrderView }): ReactNode {
  if (!verdict) return adopted ? 'none: it is not ours' : NOTHING;
  return <Link to={cycleAddress(verdict.cycleId, instrumentId)}>{verdict.outcome}, with every rule</Link>;
}

/** What nobody here approved. */
function Adopted(): ReactNode {
  return (
    <p className="note warn">
      This order was found at the venue and is not ours. It counts as exposure, and nothing is opened in its instrument
      until somebody has claimed or cancelled it: <Link to="/control">Control</Link>.
    </p>
  );
}

const factsOf = (order: OrderView): Readonly<Record<string, ReactNode>> => {
  const at = (value: string | undefined): string => (value ? price(value, order.instrumentId) : NOTHING);
  return {
    Status: <strong className={statusTone(order.status)}>{order.status}</strong>,
    Reason: order.reason ?? NOTHING,
    Purpose: words(order.purpose),
    Order: `${order.side}, ${words(order.type)}, ${order.timeInForce}${order.reduceOnly ? ', reduce only' : ''}`,
    Leverage: `${order.leverage}x`,
    Quantity: quantity(order.quantity, order.instrumentId),
    Filled: quantity(order.cumQty, order.instrumentId),
    'Still open': quantity(order.leavesQty, order.instrumentId),
    Limit: at(order.price),
    Trigger: at(order.triggerPrice),
    'Average price': at(order.avgPx),
    'Fees, USDT': money(order.feesUsdt),
    Created: <Moment at={order.createdAt} />,
    Permission: <Permission of={order.permission} />,
    Verdict: <VerdictLink order={order} />,
    Position: order.positionId ? <Link to={positionAddress(order.positionId)}>{order.positionId}</Link> : NOTHING,
    'Venue’s id': order.venueOrderId ?? NOTHING,
    'Our id': <Link to={streamAddress(`order-${order.clientOrderId}`)}>{order.clientOrderId}</Link>,
  };
};

/** One order from its permission to its end. */
export function OrderPage({ clientOrderId }: { clientOrderId: string }): ReactNode {
  const order = useResource<OrderView>(orderAddress(clientOrderId), ORDERS);
  const title = order.data ? `${capital(order.data.side)} order, ${order.data.instrumentId}` : 'Order';
  return (
    <Page title={title}>
      <Answer of={order} what="the order">
        {(view) => (
          <>
            {view.adopted && view.leavesQty !== '0' && <Adopted />}
            <div className="two">
              <Section title="Terms">
                <Facts of={factsOf(view)} />
              </Section>
              <Section title="Timeline">
                {view.timeline ? (
                  <Timeline of={view.timeline} clientOrderId={view.clientOrderId} />
                ) : (
                  <p className="note">No timeline is kept of it.</p>
                )}
              </Section>
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}
