import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, withoutRefs, type PageRequest } from '../reading.js';
import type { Page, SignalView } from '../views.js';
import type { SignalRow } from './signals.projection.js';

export interface SignalFilter {
  readonly agent?: string | undefined;
  readonly instrument?: string | undefined;
  readonly status?: string | undefined;
}

/** What the agents said, the newest first. */
export class ListSignals extends Query<Page<SignalView>> {
  constructor(
    readonly page: PageRequest,
    readonly filter: SignalFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListSignals)
export class ListSignalsHandler implements IQueryHandler<ListSignals> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, filter }: ListSignals): Promise<Page<SignalView>> {
    const { agent, instrument: instrumentId, status } = filter;
    const found = await newestRows(this.store, 'signals', 'signals', page, { agent, instrumentId, status });
    return pageOf(found, (row: SignalRow) => withoutRefs(row));
  }
}
