import type { ReactNode } from 'react';
import type { OrderView, Page } from '../api/shapes.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { ORDERS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { Table } from '../table/table.js';
import { ORDER_COLUMNS } from './order-columns.js';

/** The chart reads the same, so that one answer serves both. */
export const WORKING_ORDERS = '/orders?state=working&limit=100';

/** Orders that may still be filled. */
export function WorkingOrders(): ReactNode {
  const orders = useResource<Page<OrderView>>(WORKING_ORDERS, ORDERS);
  return (
    <Section title="Working orders">
      <Answer
        of={orders}
        what="the orders"
        empty="No order works at the venue now."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Table
            label="Working orders"
            columns={ORDER_COLUMNS}
            rows={items}
            keyOf={(row) => row.clientOrderId}
            steady
          />
        )}
      </Answer>
    </Section>
  );
}
