import type { Decider } from '../shared/decider.js';
import type { UnixMs } from '../shared/time.js';
import { EVERYONE, isExpired } from './message.js';
import type { MessagePublished, TopicFact } from './topic.events.js';

type Said = Omit<MessagePublished['data'], 'late' | 'inReplyTo' | 'publishedAt'>;

export type TopicCommand =
  | { readonly type: 'Publish'; readonly at: UnixMs; readonly message: Said }
  /** To a request of this topic. */
  | { readonly type: 'Respond'; readonly at: UnixMs; readonly inReplyTo: string; readonly message: Said };

interface OpenRequest {
  readonly messageId: string;
  readonly source: string;
  readonly target: string;
  readonly at: UnixMs;
  readonly ttlMs: number;
  /** Each listener responds once: its first word stands. */
  readonly answers: readonly { readonly source: string; readonly late: boolean }[];
}

export interface TopicState {
  /** The newest requests, oldest first. */
  readonly requests: readonly OpenRequest[];
  /** Ids of the newest messages, oldest first: a repeat of one of them is no message. */
  readonly recent: readonly string[];
}

/** More is not remembered of a topic: a response to an older request finds no request. */
export const KEPT = 100;
/** Letters, digits and dots: a dash would end the category in a stream's name. */
export const TOPIC_NAME = /^[a-z][a-zA-Z0-9]*(\.[a-zA-Z0-9]+)*$/;

const newest = <T>(all: readonly T[]): readonly T[] => all.slice(-KEPT);

export type WhyNotRespond = 'NO_SUCH_REQUEST' | 'NOT_ADDRESSED';

export const requestIn = ({ requests }: TopicState, id: string): OpenRequest | undefined =>
  requests.find(({ messageId }) => messageId === id);

/** Why a response is none; undefined where it is one, late or not. */
export const whyNotRespond = (state: TopicState, inReplyTo: string, source: string): WhyNotRespond | undefined => {
  const request = requestIn(state, inReplyTo);
  if (request === undefined) return 'NO_SUCH_REQUEST';
  return request.target === EVERYONE || request.target === source ? undefined : 'NOT_ADDRESSED';
};

const decide = (command: TopicCommand, state: TopicState): readonly TopicFact[] => {
  const { message, at } = command;
  if (state.recent.includes(message.messageId)) return [];
  if (command.type === 'Publish') return [{ type: 'MessagePublished', data: { ...message, publishedAt: at } }];
  const { inReplyTo } = command;
  const request = requestIn(state, inReplyTo);
  if (request === undefined || whyNotRespond(state, inReplyTo, message.source) !== undefined) return [];
  if (request.answers.some(({ source }) => source === message.source)) return [];
  const late = isExpired(request, at);
  return [{ type: 'MessagePublished', data: { ...message, inReplyTo, ...(late && { late }), publishedAt: at } }];
};

const evolve = (state: TopicState, { data }: TopicFact): TopicState => {
  const recent = newest([...state.recent, data.messageId]);
  if (data.type === 'request') {
    const { messageId, source, target, ttlMs, publishedAt } = data;
    const request = { messageId, source, target, ttlMs, at: publishedAt, answers: [] };
    return { recent, requests: newest([...state.requests, request]) };
  }
  if (data.inReplyTo === undefined) return { ...state, recent };
  const requests = state.requests.map((request) =>
    request.messageId === data.inReplyTo
      ? { ...request, answers: newest([...request.answers, { source: data.source, late: data.late ?? false }]) }
      : request,
  );
  return { requests, recent };
};

/** One topic's own messages. */
export const topicDecider: Decider<TopicCommand, TopicState, TopicFact> = {
  category: 'topic',
  initialState: { requests: [], recent: [] },
  stateVersion: 1,
  evolve,
  decide,
};
