import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, withoutRefs, type PageRequest } from '../reading.js';
import type { Page, VerdictView } from '../views.js';
import type { VerdictRow } from './verdicts.projection.js';

export interface VerdictFilter {
  readonly outcome?: string | undefined;
  /** First failing code. */
  readonly code?: string | undefined;
  readonly instrument?: string | undefined;
  readonly cycleId?: string | undefined;
}

/** What the risk engine said, the newest first. */
export class ListVerdicts extends Query<Page<VerdictView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: VerdictFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListVerdicts)
export class ListVerdictsHandler implements IQueryHandler<ListVerdicts> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListVerdicts): Promise<Page<VerdictView>> {
    const { outcome, code, instrument: instrumentId, cycleId } = filter;
    const conditions = { outcome, code, instrumentId, cycleId };
    const found = await newestRows(this.store, 'verdicts', 'verdicts', page, conditions);
    return pageOf(found, (row: VerdictRow) => withoutRefs(row));
  }
}
