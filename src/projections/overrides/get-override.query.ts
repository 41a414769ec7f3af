import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { OverrideView } from '../views.js';
import { overrideView, type OverrideRow } from './overrides.projection.js';

/** One request of an operator. */
export class GetOverride extends Query<OverrideView | undefined> {
  constructor(
    readonly overrideId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

@QueryHandler(GetOverride)
export class GetOverrideHandler implements IQueryHandler<GetOverride> {
  constructor(private readonly store: ReadStore) {}

  async execute({ overrideId, minPosition }: GetOverride): Promise<OverrideView | undefined> {
    await reachedBy(this.store, ['overrides'], minPosition);
    const row = (await this.store.get('overrides', 'overrides', overrideId)) as OverrideRow | undefined;
    return row && overrideView(row);
  }
}
