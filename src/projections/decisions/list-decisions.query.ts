import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { listQuery, reachedBy, where, type PageRequest } from '../reading.js';
import type { DecisionView, Page } from '../views.js';
import { decisionViews } from './decision-views.js';
import type { DecisionRow } from './decision.row.js';

export interface DecisionFilter {
  readonly instrument?: string | undefined;
  /** `open`, `proposed`, `abandoned`; or `proposed-open`, `proposed-close` or the code of an abandonment. */
  readonly outcome?: string | undefined;
}

/** One row per cycle and instrument, the newest cycle first. */
export class ListDecisions extends Query<Page<DecisionView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: DecisionFilter = {},
  ) {
    super();
  }
}

const isOutcome = (outcome: string | undefined): boolean => ['open', 'proposed', 'abandoned'].includes(outcome ?? '');

@QueryHandler(ListDecisions)
export class ListDecisionsHandler implements IQueryHandler<ListDecisions> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListDecisions): Promise<Page<DecisionView>> {
    await reachedBy(this.store, ['decisions'], page.minPosition);
    const { instrument: instrumentId, outcome } = filter;
    const conditions = where({ instrumentId, [isOutcome(outcome) ? 'outcome' : 'proposal']: outcome });
    const found = await this.store.list('decisions', 'legs', listQuery(page, { where: conditions, newestFirst: true }));
    return { ...found, items: await decisionViews(this.store, found.items as unknown as readonly DecisionRow[]) };
  }
}
