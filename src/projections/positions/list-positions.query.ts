import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, rowsBy, type PageRequest } from '../reading.js';
import type { Page, PositionView } from '../views.js';
import { positionView } from './position-view.js';
import type { PositionRow, StopRow } from './position.row.js';

export interface PositionFilter {
  readonly status?: 'open' | 'closed' | undefined;
  readonly instrument?: string | undefined;
  readonly intentId?: string | undefined;
}

/** Positions, the one opened or closed last first. */
export class ListPositions extends Query<Page<PositionView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: PositionFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListPositions)
export class ListPositionsHandler implements IQueryHandler<ListPositions> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListPositions): Promise<Page<PositionView>> {
    const { status, instrument, intentId } = filter;
    const conditions = { status, instrumentId: instrument, intentId };
    const found = await newestRows(this.store, 'positions', 'positions', page, conditions);
    const stops = await this.stopsOf(found.items as unknown as readonly PositionRow[]);
    return pageOf(found, (row: PositionRow) => positionView(row, stops.get(row.stopOrderId ?? '')));
  }

  private stopsOf(rows: readonly PositionRow[]): Promise<ReadonlyMap<string, StopRow>> {
    const ids = rows.flatMap(({ stopOrderId }) => (stopOrderId === undefined ? [] : [stopOrderId]));
    return rowsBy(this.store, 'positions', 'stops', 'clientOrderId', ids);
  }
}
