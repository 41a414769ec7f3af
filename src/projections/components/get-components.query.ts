import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { ReadStore } from '../read-store.port.js';
import { firstOf, pageOf, reachedBy } from '../reading.js';
import type { ComponentsView, ComponentView } from '../views.js';
import type { OverallRow } from './components.projection.js';

/** How the parts of the desk fare; one that never failed is not named. */
export class GetComponents extends Query<ComponentsView> {
  constructor(readonly minPosition?: Position) {
    super();
  }
}

/** Tasks, venue, store and the models of the settings: far fewer. */
const MOST_COMPONENTS = 200;

const worstFirst = (a: ComponentView, b: ComponentView): number => b.level - a.level || a.since - b.since;

@QueryHandler(GetComponents)
export class GetComponentsHandler implements IQueryHandler<GetComponents> {
  constructor(private readonly store: ReadStore) {}

  async execute({ minPosition }: GetComponents): Promise<ComponentsView> {
    await reachedBy(this.store, ['components'], minPosition);
    const overall = await firstOf<OverallRow>(this.store, 'components', 'overall');
    const found = await this.store.list('components', 'components', { limit: MOST_COMPONENTS });
    const { items, asOf } = pageOf(found, (row: ComponentView) => row);
    return {
      level: 1,
      ...overall,
      items: [...items].sort(worstFirst),
      ...(asOf !== undefined && { asOf }),
    };
  }
}
