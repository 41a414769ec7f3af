import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { PositionView } from '../views.js';
import { positionView } from './position-view.js';
import type { PositionRow, StopRow } from './position.row.js';

export class GetPosition extends Query<PositionView | undefined> {
  constructor(
    readonly positionId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

@QueryHandler(GetPosition)
export class GetPositionHandler implements IQueryHandler<GetPosition> {
  constructor(private readonly store: ReadStore) {}

  async execute({ positionId, minPosition }: GetPosition): Promise<PositionView | undefined> {
    await reachedBy(this.store, ['positions'], minPosition);
    const row = (await this.store.get('positions', 'positions', positionId)) as PositionRow | undefined;
    if (row === undefined) return undefined;
    const stop = row.stopOrderId && (await this.store.get('positions', 'stops', row.stopOrderId));
    return positionView(row, (stop || undefined) as StopRow | undefined);
  }
}
