import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { UnixMs } from '../../domain/shared/time.js';
import { timeKey } from '../projection.js';
import { ReadStore } from '../read-store.port.js';
import { listQuery, pageOf, reachedBy, type PageRequest } from '../reading.js';
import type { EquityPointView, Page } from '../views.js';

/** The equity curve, oldest first. */
export class ListEquity extends Query<Page<EquityPointView>> {
  constructor(
    readonly page: PageRequest,
    /** `from` inclusive, `to` exclusive; unix ms. */
    readonly span: { readonly from?: UnixMs | undefined; readonly to?: UnixMs | undefined } = {},
  ) {
    super();
  }
}

@QueryHandler(ListEquity)
export class ListEquityHandler implements IQueryHandler<ListEquity> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, span: { from, to } }: ListEquity): Promise<Page<EquityPointView>> {
    await reachedBy(this.store, ['account'], page.minPosition);
    const bounds = { ...(from !== undefined && { from: timeKey(from) }), ...(to !== undefined && { to: timeKey(to) }) };
    const found = await this.store.list('account', 'equity', listQuery(page, bounds));
    return pageOf(found, (point: EquityPointView) => point);
  }
}
