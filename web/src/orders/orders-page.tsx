import type { ReactNode } from 'react';
import { ORDER_PURPOSES, ORDER_STATES } from '../../../src/projections/orders/order-filters.js';
import { withQuery } from '../api/client.js';
import type { OrderView } from '../api/shapes.js';
import { allOrOneOf, Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { Page } from '../frame/page.js';
import { ORDERS } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { useQueryValue } from '../routing/router.js';
import { GrowingList } from '../table/growing-list.js';
import { ORDER_COLUMNS } from './order-columns.js';

/** All orders, newest first. */
export function OrdersPage(): ReactNode {
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [state, setState] = useQueryValue('state');
  const [purpose, setPurpose] = useQueryValue('purpose');
  const list = useList<OrderView>(withQuery('/orders', { instrument, state, purpose, limit: 50 }), ORDERS);
  return (
    <Page title="Orders" lead="Denied is the desk’s own no, rejected is the venue’s.">
      <GrowingList
        of={list}
        what="the orders"
        empty={
          instrument || state || purpose
            ? 'No order is like that. Choose "all" to see the others.'
            : 'No order yet. One comes with the first approved proposal.'
        }
        label="Orders"
        columns={ORDER_COLUMNS}
        keyOf={(row) => row.clientOrderId}
      >
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
        <Choice label="Status" chosen={state} options={allOrOneOf(ORDER_STATES)} onChoose={setState} />
        <Choice label="Purpose" chosen={purpose} options={allOrOneOf(ORDER_PURPOSES)} onChoose={setPurpose} />
      </GrowingList>
    </Page>
  );
}
