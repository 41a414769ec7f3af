import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { OverrideView, Page } from '../views.js';
import { overrideView, type OverrideRow } from './overrides.projection.js';

export interface OverrideFilter {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
}

/** Requests of operators, the newest first. */
export class ListOverrides extends Query<Page<OverrideView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: OverrideFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListOverrides)
export class ListOverridesHandler implements IQueryHandler<ListOverrides> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter: { status, kind } }: ListOverrides): Promise<Page<OverrideView>> {
    const found = await newestRows(this.store, 'overrides', 'overrides', page, { status, kind });
    return pageOf(found, (row: OverrideRow) => overrideView(row));
  }
}
