import type { TopicFact } from '../../domain/messages/topic.events.js';

/** One sentence on what was said on a topic. */
export const topicSentence = ({ data }: TopicFact): string => {
  const { source, type, topic, target, inReplyTo, late } = data;
  const reply = inReplyTo === undefined ? '' : `, in reply to ${inReplyTo}${late === true ? ', too late' : ''}`;
  return `${source} says on ${topic}, to ${target}: ${type}${reply}`;
};
