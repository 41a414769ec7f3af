import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { PermissionRow } from '../why/permissions.projection.js';
import { allowingVerdict } from '../verdicts/allowing-verdict.js';
import { FactLog } from '../fact-log.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import { collect } from '../collect.js';
import type { FactRef } from '../projection.js';
import type { OrderView } from '../views.js';
import { orderView, timelineOf } from './order-view.js';
import type { OrderFeesRow, OrderRow } from './order.row.js';

/** One order with its timeline, its permission and the verdict that it goes back to. */
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
    await reachedBy(this.store, ['orders', 'permissions', 'verdicts'], minPosition);
    const row = (await this.store.get('orders', 'orders', clientOrderId)) as OrderRow | undefined;
    if (row === undefined) return undefined;
    const fees = (await this.store.get('orders', 'fees', clientOrderId)) as OrderFeesRow | undefined;
    const facts = await collect(this.log.readStream(streams.order(clientOrderId)));
    const view = orderView(row, fees);
    const permission = { ...view.permission, ...(await this.permissionRef(view.permission.key)) };
    return { ...view, permission, ...(await this.verdict(view.intentId)), timeline: timelineOf(facts) };
  }

  private async permissionRef(key: string): Promise<Partial<FactRef>> {
    const row = (await this.store.get('permissions', 'permissions', key)) as PermissionRow | undefined;
    return row?.ref ?? {};
  }

  private async verdict(intentId: string): Promise<Pick<OrderView, 'verdict'>> {
    const row = await allowingVerdict(this.store, intentId);
    if (row === undefined) return {};
    return { verdict: { cycleId: row.cycleId, outcome: row.outcome, ...row.refs.verdict } };
  }
}
