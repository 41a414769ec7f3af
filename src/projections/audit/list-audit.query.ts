import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { AuditView, Page } from '../views.js';

export interface AuditFilter {
  readonly instrument?: string | undefined;
  readonly type?: string | undefined;
  readonly stream?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** The trade log, the newest first. */
export class ListAudit extends Query<Page<AuditView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: AuditFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListAudit)
export class ListAuditHandler implements IQueryHandler<ListAudit> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListAudit): Promise<Page<AuditView>> {
    const { instrument: instrumentId, type, stream, correlationId } = filter;
    const conditions = { instrumentId, type, stream, correlationId };
    const found = await newestRows(this.store, 'audit', 'lines', page, conditions);
    return pageOf(found, (line: AuditView) => line);
  }
}
