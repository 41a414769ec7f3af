import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { paceOf } from '../../domain/budget/limits.js';
import type { Pace } from '../../domain/coordinator/tasks.js';
import { add, dec, maxOf, text, ZERO } from '../../domain/shared/decimal.js';
import type { OutcomeRow } from '../model-calls/model-calls.projection.js';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, reachedBy, type PageRequest } from '../reading.js';
import type { ModelSpendView, Page } from '../views.js';
import type { SpendDay } from './model-spend.projection.js';

/** What models cost, the newest UTC day first. */
export class ListModelSpend extends Query<Page<ModelSpendView>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

/** By what the day has cost and may still cost; one without a reservation is at its full pace. */
export const paceOfDay = (day: SpendDay | undefined): Pace =>
  day?.limit === undefined ? 'full' : paceOf(add(day.spent, day.open), day.limit);

const leftOf = ({ limit, spent, open }: SpendDay): Pick<ModelSpendView, 'left'> =>
  limit === undefined ? {} : { left: text(maxOf(ZERO, dec(limit).sub(spent).sub(open))) };

/** Members times outcomes of the days of a page; the store gives no more at once. */
const MOST_OUTCOMES = 1_000;

@QueryHandler(ListModelSpend)
export class ListModelSpendHandler implements IQueryHandler<ListModelSpend> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page }: ListModelSpend): Promise<Page<ModelSpendView>> {
    await reachedBy(this.store, ['modelCalls'], page.minPosition);
    const days = pageOf(await newestRows(this.store, 'modelSpend', 'days', page, {}), (row: SpendDay) => row);
    const outcomes = await this.outcomesOf(days.items.map(({ date }) => date));
    const items = days.items.map((day) => ({
      ...day,
      ...leftOf(day),
      pace: paceOfDay(day),
      outcomes: outcomes.filter(({ date }) => date === day.date).map(({ date: _, ...outcome }) => outcome),
    }));
    return { ...days, items };
  }

  private async outcomesOf(dates: readonly string[]): Promise<readonly OutcomeRow[]> {
    if (dates.length === 0) return [];
    const { items } = await this.store.list('modelCalls', 'outcomes', { where: { date: dates }, limit: MOST_OUTCOMES });
    return items as unknown as readonly OutcomeRow[];
  }
}
