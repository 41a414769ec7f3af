import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EVERYONE } from '../../domain/messages/message.js';
import { ReadStore } from '../read-store.port.js';
import { newestRows, pageOf, type PageRequest } from '../reading.js';
import type { MessageView, Page } from '../views.js';

export interface MessageFilter {
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  /** Directed to this name, or to everyone. */
  readonly target?: string | undefined;
  readonly priority?: string | undefined;
  readonly instrument?: string | undefined;
}

/** What was said on a topic, the newest first; expired ones too. */
export class ListMessages extends Query<Page<MessageView>> {
  constructor(
    readonly topic: string,
    readonly page: PageRequest,
    readonly filter: MessageFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ListMessages)
export class ListMessagesHandler implements IQueryHandler<ListMessages> {
  constructor(private readonly store: ReadStore) {}

  async execute({ topic, page, filter }: ListMessages): Promise<Page<MessageView>> {
    const { type, source, target, priority, instrument: instrumentId } = filter;
    const found = await newestRows(this.store, 'messages', 'messages', page, {
      topic,
      type,
      source,
      priority,
      instrumentId,
      target: target === undefined ? undefined : [target, EVERYONE],
    });
    return pageOf(found, (row: MessageView) => row);
  }
}
