import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { Page, PolicyView } from '../views.js';

/** The sets of limits that the account has had, the newest first. */
export class ListPolicies extends Query<Page<PolicyView>> {
  constructor(
    readonly page: PageRequest,
    /** The one of this version alone, as a verdict names it. */
    readonly version?: number,
  ) {
    super();
  }
}

@QueryHandler(ListPolicies)
export class ListPoliciesHandler implements IQueryHandler<ListPolicies> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, version }: ListPolicies): Promise<Page<PolicyView>> {
    const conditions = { version: version === undefined ? undefined : String(version) };
    const found = await newestRows(this.store, 'policies', 'policies', page, conditions);
    return pageOf(found, (row: PolicyView) => row);
  }
}
