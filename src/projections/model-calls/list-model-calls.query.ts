import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { ModelCallView, Page } from '../views.js';

export interface ModelCallFilter {
  readonly member?: string | undefined;
  readonly outcome?: string | undefined;
  readonly purpose?: string | undefined;
}

/** What models were asked, the newest first. */
export class ListModelCalls extends Query<Page<ModelCallView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: ModelCallFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListModelCalls)
export class ListModelCallsHandler implements IQueryHandler<ListModelCalls> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListModelCalls): Promise<Page<ModelCallView>> {
    const { member, outcome, purpose } = filter;
    const found = await newestRows(this.store, 'modelCalls', 'calls', page, { member, outcome, purpose });
    return pageOf(found, (row: ModelCallView) => row);
  }
}
