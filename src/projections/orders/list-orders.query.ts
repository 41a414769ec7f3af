import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, rowsBy, type PageRequest } from '../reading.js';
import type { OrderView, Page } from '../views.js';
import { orderView } from './order-view.js';
import type { OrderFeesRow, OrderRow } from './order.row.js';

export interface OrderFilter {
  /** `working`, `ended`, or one status of the state machine. */
  readonly state?: string | undefined;
  readonly instrument?: string | undefined;
  readonly purpose?: string | undefined;
  readonly positionId?: string | undefined;
}

/** Orders, the newest first; without their timelines. */
export class ListOrders extends Query<Page<OrderView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: OrderFilter = {},
  ) {
    super();
  }
}

const isLife = (state: string | undefined): boolean => state === 'working' || state === 'ended';

@QueryHandler(ListOrders)
export class ListOrdersHandler implements IQueryHandler<ListOrders> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListOrders): Promise<Page<OrderView>> {
    const { state, instrument: instrumentId, purpose, positionId } = filter;
    const conditions = { [isLife(state) ? 'life' : 'status']: state, instrumentId, purpose, positionId };
    const found = await newestRows(this.store, 'orders', 'orders', page, conditions);
    const ids = found.items.map(({ clientOrderId }) => String(clientOrderId));
    const fees = await rowsBy<OrderFeesRow>(this.store, 'orders', 'fees', 'clientOrderId', ids);
    return pageOf(found, (row: OrderRow) => orderView(row, fees.get(row.clientOrderId)));
  }
}
