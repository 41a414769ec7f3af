import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { listQuery, pageOf, reachedBy, type PageRequest } from '../reading.js';
import type { Page } from '../views.js';
import type { StreamView } from './stream-view.js';

/** Streams by name; `prefix` is how their names begin. */
export class ListStreams extends Query<Page<StreamView>> {
  constructor(
    readonly page: PageRequest,
    readonly prefix?: string,
  ) {
    super();
  }
}

/** Sorts behind every name that begins with the prefix. */
const AFTER_ALL = '\u{10ffff}';

@QueryHandler(ListStreams)
export class ListStreamsHandler implements IQueryHandler<ListStreams> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page, prefix }: ListStreams): Promise<Page<StreamView>> {
    await reachedBy(this.store, ['streams'], page.minPosition);
    const bounds = prefix === undefined ? {} : { from: prefix, to: `${prefix}${AFTER_ALL}` };
    const found = await this.store.list('streams', 'streams', listQuery(page, bounds));
    return pageOf(found, (row: StreamView) => row);
  }
}
