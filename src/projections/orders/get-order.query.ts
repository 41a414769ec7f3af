import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import { FactLog } from '../fact-log.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import { collect } from '../collect.js';
import type { OrderView } from '../views.js';
import { orderView, timelineOf } from './order-view.js';
import type { OrderFeesRow, OrderRow } from './order.row.js';

/** One order with its timeline. */
export class GetOrder extends Query<OrderView | undefined> {
  constructor(
    readonly clientOrderId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

@QueryHandler(GetOrder)
export class GetOrderHandler implements IQueryHandler<GetOrder> {
  constructor(
    private readonly store: ReadStore,
    private readonly log: FactLog,
  ) {}

  async execute({ clientOrderId, minPosition }: GetOrder): Promise<OrderView | undefined> {
    await reachedBy(this.store, ['orders'], minPosition);
    const row = (await this.store.get('orders', 'orders', clientOrderId)) as OrderRow | undefined;
    if (row === undefined) return undefined;
    const fees = (await this.store.get('orders', 'fees', clientOrderId)) as OrderFeesRow | undefined;
    const facts = await collect(this.log.readStream(streams.order(clientOrderId)));
    return { ...orderView(row, fees), timeline: timelineOf(facts) };
  }
}
