import type { ReactNode } from 'react';
import { ORDER_PURPOSES, ORDER_STATES } from '../../../src/projections/orders/order-filters.js';
import { withQuery } from '../api/client.js';
import type { OrderView } from '../api/shapes.js';
import { words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { MoreButton } from '../frame/more-button.js';
import { Page } from '../frame/page.js';
import { ORDERS } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { useQueryValue } from '../routing/router.js';
import { Table } from '../table/table.js';
import { ORDER_COLUMNS } from './order-columns.js';

const options = (values: readonly string[]) => [
  ['', 'all'] as const,
  ...values.map((value) => [value, words(value)] as const),
];

/** All orders, newest first. */
export function OrdersPage(): ReactNode {
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [state, setState] = useQueryValue('state');
  const [purpose, setPurpose] = useQueryValue('purpose');
  const { resource, more } = useList<OrderView>(
    withQuery('/orders', { instrument, state, purpose, limit: 50 }),
    ORDERS,
  );
  return (
    <Page title="Orders" lead="Denied is the desk’s own no, rejected is the venue’s.">
      <div className="filters">
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
        <Choice label="Status" chosen={state} options={options(ORDER_STATES)} onChoose={setState} />
        <Choice label="Purpose" chosen={purpose} options={options(ORDER_PURPOSES)} onChoose={setPurpose} />
      </div>
      <Answer
        of={resource}
        what="the orders"
        empty={
          instrument || state || purpose
            ? 'No order is like that. Choose "all" to see the others.'
            : 'No order yet. One comes with the first approved proposal.'
        }
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <>
            <Table label="Orders" columns={ORDER_COLUMNS} rows={items} keyOf={(row) => row.clientOrderId} steady />
            <MoreButton more={more} />
          </>
        )}
      </Answer>
    </Page>
  );
}
