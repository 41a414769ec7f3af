import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadStore } from '../read-store.port.js';
import { listQuery, pageOf, reachedBy, type PageRequest } from '../reading.js';
import type { Page, TopicView } from '../views.js';

/** Topics on which something was said, by name. */
export class ListTopics extends Query<Page<TopicView>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListTopics)
export class ListTopicsHandler implements IQueryHandler<ListTopics> {
  constructor(private readonly store: ReadStore) {}

  async execute({ page }: ListTopics): Promise<Page<TopicView>> {
    await reachedBy(this.store, ['messages'], page.minPosition);
    return pageOf(await this.store.list('messages', 'topics', listQuery(page)), (row: TopicView) => row);
  }
}
