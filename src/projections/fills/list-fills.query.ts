import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, withoutRefs, type PageRequest } from '../reading.js';
import type { FillView, Page } from '../views.js';
import type { FillRow } from './fill.row.js';

export interface FillFilter {
  readonly instrument?: string | undefined;
  readonly positionId?: string | undefined;
  readonly clientOrderId?: string | undefined;
}

/** Booked fills, the newest first. */
export class ListFills extends Query<Page<FillView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: FillFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListFills)
export class ListFillsHandler implements IQueryHandler<ListFills> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListFills): Promise<Page<FillView>> {
    const { instrument: instrumentId, positionId, clientOrderId } = filter;
    const conditions = { instrumentId, positionId, clientOrderId };
    const found = await newestRows(this.store, 'fills', 'fills', page, conditions);
    return pageOf(found, (row: FillRow) => withoutRefs(row));
  }
}
