import type { Message } from '../../domain/messages/message.js';
import { MESSAGE_CATEGORIES, messageOf } from '../../domain/messages/message-of.js';
import { put, type Projection } from '../projection.js';
import type { TopicView } from '../views.js';

const counted = ({ topic, position, at }: Message, before: TopicView | undefined): TopicView => {
  const messages = (before?.messages ?? 0) + 1;
  // Facts of two streams may come in any order: the last one is the one that lies last in the log.
  if (before !== undefined && before.lastPosition > position) return { ...before, messages };
  return { topic, messages, lastPosition: position, lastAt: at };
};

/** What was said by topic, as listeners heard it: the history of the bus, which is read by cursor and kept nowhere else. */
export const messagesProjection: Projection = {
  name: 'messages',
  version: 1,
  tables: {
    messages: { filters: ['topic', 'type', 'priority', 'source', 'target', 'instrumentId'] },
    topics: { filters: [] },
  },
  categories: MESSAGE_CATEGORIES,
  reads: (fact) => {
    const message = messageOf(fact);
    return message === undefined ? [] : [{ table: 'topics', key: message.topic }];
  },
  project: (fact, read) => {
    const message = messageOf(fact);
    if (message === undefined) return [];
    const { topic, position } = message;
    const topicRow = counted(message, read('topics', topic) as TopicView | undefined);
    return [put('messages', position, position, message), put('topics', topic, topic, topicRow)];
  },
};
