import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, rowsBy, type PageRequest } from '../reading.js';
import type { DecisionView, Page } from '../views.js';
import { decisionViews } from './decision-views.js';
import type { DecisionRow, DecisionVerdictRow } from './decision.row.js';

export interface DecisionFilter {
  readonly instrument?: string | undefined;
  /**
   * `open`, `proposed`, `abandoned`; `approved`, `resized`, `denied`; or `proposed-open`, `proposed-close` or the code of
   * an abandonment.
   */
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

/** By which field an outcome is looked for; a verdict stands in a table of its own. */
const fieldOf = (outcome: string | undefined): 'outcome' | 'proposal' | 'verdict' => {
  if (outcome === 'approved' || outcome === 'resized' || outcome === 'denied') return 'verdict';
  return ['open', 'proposed', 'abandoned'].includes(outcome ?? '') ? 'outcome' : 'proposal';
};

@QueryHandler(ListDecisions)
export class ListDecisionsHandler implements IQueryHandler<ListDecisions> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListDecisions): Promise<Page<DecisionView>> {
    const field = fieldOf(filter.outcome);
    const found = field === 'verdict' ? await this.byVerdict(page, filter) : await this.byLeg(page, filter, field);
    return { ...found, items: await decisionViews(this.store, found.items) };
  }

  private async byLeg(page: PageRequest, filter: DecisionFilter, field: string): Promise<Page<DecisionRow>> {
    const conditions = { instrumentId: filter.instrument, [field]: filter.outcome };
    const found = await newestRows(this.store, 'decisions', 'legs', page, conditions);
    return pageOf(found, (row: DecisionRow) => row);
  }

  private async byVerdict(page: PageRequest, filter: DecisionFilter): Promise<Page<DecisionRow>> {
    const conditions = { instrumentId: filter.instrument, outcome: filter.outcome };
    const found = await newestRows(this.store, 'decisions', 'verdicts', page, conditions);
    const intents = pageOf(found, ({ intentId }: DecisionVerdictRow) => intentId).items;
    const legs = await rowsBy<DecisionRow>(this.store, 'decisions', 'legs', 'intentId', intents);
    return { ...found, items: intents.map((id) => legs.get(id)).filter((leg) => leg !== undefined) };
  }
}
